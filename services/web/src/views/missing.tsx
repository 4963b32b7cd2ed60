import { Empty } from "../components/empty";
import { PageHeading } from "../components/page-heading";

/** An address that leads nowhere. */
export function MissingView() {
  return (
    <Empty action="Back to the shop">
      <PageHeading>Off the map</PageHeading>
      <p>There is nothing at this address. It may have moved, or been washed away.</p>
    </Empty>
  );
}
