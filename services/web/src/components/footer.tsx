/** Closing words of every page. */
export function Footer() {
  return (
    <footer class="site-footer">
      <div class="site-footer-inner">
        <p class="site-footer-name">Drizzlewick</p>
        <p>Provisions for days outdoors, whatever the weather. Prices in US dollars.</p>
        <p>An invented shop: nothing here is for sale.</p>
      </div>
    </footer>
  );
}
