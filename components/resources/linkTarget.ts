/** What a service can link to, whatever kind it is. */
import type { LinkVerb } from "../../services/contract";
import type { Grant, Linkable } from "../internal/policyDocument";
import type { Watched } from "../observability/watched";

export interface LinkTarget {
  /** Verbs that the resource has. */
  readonly verbs: readonly LinkVerb[];
  /** What goes wrong with it, for alarms and dashboards. @default nothing that anybody could be told of */
  readonly watched?: Watched;
  /** What `verb` gives; undefined for a verb that the resource does not have. */
  grant(verb: LinkVerb): Grant | undefined;
}

/** A component as a target. It has to grant every verb that the contract gives its kind. */
export function linkTarget<Verb extends LinkVerb>(
  component: Linkable<NoInfer<Verb>>,
  verbs: readonly Verb[],
): LinkTarget {
  return {
    verbs,
    ...(component.watched === undefined ? {} : { watched: component.watched }),
    grant: (verb) => {
      const own = verbs.find((one) => one === verb);
      return own === undefined ? undefined : component.grant(own);
    },
  };
}
