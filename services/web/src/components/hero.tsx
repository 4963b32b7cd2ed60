import { HillScene } from "./hill-scene";
import { PageHeading } from "./page-heading";

/** The front door: what the shop is, over its own weather. */
export function Hero() {
  return (
    <section class="hero">
      <HillScene />
      <div class="hero-words">
        <PageHeading title="Provisions for days outdoors">Good things for grey days</PageHeading>
        <p>
          Provisions for walking, brewing, drawing and dozing outdoors, whatever the weather says.
        </p>
      </div>
    </section>
  );
}
