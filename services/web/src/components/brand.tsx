/** Mark and name of the shop; the link to its front door. */
export function Brand() {
  return (
    <a class="brand" href="/">
      <svg class="brand-mark" viewBox="0 0 64 64" width="38" height="38" aria-hidden="true">
        <rect class="brand-ground" width="64" height="64" rx="18" />
        <path class="brand-drop" d="M32 9S13 30 13 41a19 19 0 0 0 38 0C51 30 32 9 32 9z" />
        <path class="brand-ground" d="m32 22 8 11h-4l6 8h-5l6 8h-9v6h-4v-6h-9l6-8h-5l6-8h-4z" />
        <circle class="brand-sun" cx="49" cy="15" r="5" />
      </svg>
      <span>Drizzlewick</span>
    </a>
  );
}
