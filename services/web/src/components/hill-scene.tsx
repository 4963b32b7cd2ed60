const pines = [
  "translate(652 266) scale(.5)",
  "translate(692 272) scale(.68)",
  "translate(742 286) scale(.44)",
  "translate(1098 226) scale(.62)",
  "translate(1142 228) scale(.84)",
  "translate(1182 232) scale(.56)",
] as const;

/** A camp among hills: a drizzly day by day, a lit tent under the moon when the colour scheme is dark. */
export function HillScene() {
  return (
    <svg
      class="scene"
      viewBox="0 0 1200 400"
      preserveAspectRatio="xMaxYMax slice"
      aria-hidden="true"
    >
      <rect class="scene-sky" width="1200" height="400" />
      <circle class="scene-glow" cx="846" cy="164" r="76" />
      <circle class="scene-orb" cx="846" cy="164" r="42" />
      <g class="scene-stars">
        <circle cx="560" cy="104" r="2.5" />
        <circle cx="726" cy="136" r="2" />
        <circle cx="640" cy="196" r="2.5" />
        <circle cx="748" cy="92" r="2" />
        <circle cx="1150" cy="104" r="2.5" />
        <circle cx="520" cy="168" r="2" />
      </g>
      <Cloud />
      <path class="scene-far" d="M0 330Q160 270 330 300T640 246 900 232 1200 214V400H0z" />
      <path class="scene-mid" d="M0 366Q220 318 430 340T800 286 1200 262V400H0z" />
      <g class="scene-pines">
        {pines.map((transform) => (
          <path
            key={transform}
            transform={transform}
            d="M0-92l26 40H16l24 38H26l26 40H7v26H-7V26h-45l26-40h-14l24-38h-10z"
          />
        ))}
      </g>
      <path class="scene-near" d="M360 400Q560 336 800 338T1200 312V400z" />
      <Camp />
    </svg>
  );
}

function Cloud() {
  return (
    <>
      <path
        class="scene-rain"
        d="M968 172l-7 20M998 180l-7 20M1028 172l-7 20M982 210l-7 20M1012 212l-7 20"
      />
      <path
        class="scene-cloud"
        d="M946 160a24 24 0 0 1 2-48 36 36 0 0 1 67-13 29 29 0 0 1 35 26 19 19 0 0 1-2 35z"
      />
      <path class="scene-cloud" d="M618 156a18 18 0 0 1 1-36 28 28 0 0 1 52-6 22 22 0 0 1 8 42z" />
    </>
  );
}

function Camp() {
  return (
    <>
      <ellipse class="scene-puddle" cx="1090" cy="372" rx="74" ry="11" />
      <path class="scene-tent" d="M900 232l104 122H796z" />
      <path class="scene-tent-shade" d="M900 232l104 122h-66z" />
      <path class="scene-tent-door" d="M900 256l32 98h-64z" />
      <path class="scene-smoke" d="M1052 268q-12-16 0-32t0-32" />
      <path class="scene-iron" d="M1052 274l-34 78M1052 274l34 78M1052 274v22" />
      <path class="scene-kettle" d="M1036 300h32l7 24q1 6-5 6h-36q-6 0-5-6zM1034 306l-12-6" />
      <path class="scene-flame" d="M1052 334q18 14 7 22h-14q-11-8 7-22z" />
      <path class="scene-iron" d="M1034 360l36-6M1034 354l36 6" />
    </>
  );
}
