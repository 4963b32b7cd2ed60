/** Other accounts that put events on a bus. Pure. */
import type * as pulumi from "@pulumi/pulumi";
import { statementName } from "../../internal/naming";
import { publishEvents } from "../../internal/permissions/messaging";
import type { PolicyStatement } from "../../internal/policyDocument";

interface Outsider {
  /** Sources, such as `partner.billing`, that its events may name. @default any */
  readonly sources?: readonly string[];
}

/** Somebody outside the account who may put events on the bus. */
export type BusPublisher =
  /** One account. */
  | ({ readonly kind: "account"; readonly accountId: string } & Outsider)
  /** Every account of an organisation, such as `o-a1b2c3d4e5`. */
  | ({ readonly kind: "organization"; readonly organizationId: string } & Outsider);

/** One statement for each; roles of the bus's own account need none. */
export function busStatements(
  busArn: pulumi.Output<string>,
  publishers: readonly BusPublisher[],
): PolicyStatement[] {
  return publishers.map((publisher) => {
    const { sid, principals, pinned } = identityOf(publisher);
    const sources = publisher.sources ?? [];
    const equals = {
      ...pinned,
      ...(sources.length > 0 ? { "events:source": [...sources] } : {}),
    };
    return {
      ...{ sid, principals, actions: publishEvents, resources: [busArn] },
      ...(Object.keys(equals).length > 0 ? { conditions: { StringEquals: equals } } : {}),
    };
  });
}

interface Identity {
  readonly sid: string;
  readonly principals: NonNullable<PolicyStatement["principals"]>;
  /** Conditions that pin the caller. */
  readonly pinned: Readonly<Record<string, string>>;
}

function identityOf(publisher: BusPublisher): Identity {
  if (publisher.kind === "organization") {
    const { organizationId } = publisher;
    return {
      sid: statementName("organization", organizationId),
      principals: "*",
      pinned: { "aws:PrincipalOrgID": organizationId },
    };
  }
  const { accountId } = publisher;
  return {
    sid: `Account${accountId}`,
    principals: { AWS: `arn:aws:iam::${accountId}:root` },
    pinned: {},
  };
}

/** The faults in who may put events on a bus. */
export function publisherFaults(publishers: readonly BusPublisher[]): string[] {
  return publishers.flatMap((publisher) => {
    if (publisher.kind === "account") {
      return /^\d{12}$/.test(publisher.accountId)
        ? []
        : [`accountId of publishers must be twelve digits, got "${publisher.accountId}"`];
    }
    return /^o-[a-z0-9]{10,32}$/.test(publisher.organizationId)
      ? []
      : [
          `organizationId of publishers must be like o-a1b2c3d4e5, got "${publisher.organizationId}"`,
        ];
  });
}
