/** What S3 would refuse in a bucket's arguments. */
import { bucketNameFaults } from "../../internal/bucketName";
import { rangeFaults } from "../../internal/serviceFaults";
import type { BucketArgs } from "../bucket";
import type { CorsRule, ObjectLock, Transition } from "./bucketOptions";

/** A hundred years. */
const mostDays = 36_500;

export function bucketFaults(name: string, args: BucketArgs): string[] {
  return [
    ...bucketNameFaults(name, "-bucket"),
    ...rangeFaults("noncurrentRetentionDays", args.noncurrentRetentionDays ?? 30, 1, mostDays),
    ...rangeFaults("expireAfterDays", args.expireAfterDays ?? 1, 1, mostDays),
    ...(args.objectLock === undefined ? [] : lockFaults(args.objectLock, args.expireAfterDays)),
    ...transitionFaults(args.transitions ?? [], args.expireAfterDays),
    ...(args.cors ?? []).flatMap(corsFaults),
  ];
}

function lockFaults({ retentionDays }: ObjectLock, expireAfterDays?: number): string[] {
  const range = rangeFaults("objectLock.retentionDays", retentionDays, 1, mostDays);
  if (expireAfterDays === undefined || expireAfterDays >= retentionDays) return range;
  return [
    ...range,
    `expireAfterDays must not be shorter than objectLock.retentionDays, got ${expireAfterDays} and ${retentionDays}; S3 keeps locked objects whatever the lifecycle says, so raise expireAfterDays or shorten the lock`,
  ];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
function transitionFaults(transitions: readonly Transition[], expireAfterDays?: number): string[] {
  return transitions.flatMap(({ afterDays, storageClass }, at) => {
    const holder = `afterDays of the transition to ${storageClass}`;
    const previous = transitions[at - 1];
    return [
      ...rangeFaults(holder, afterDays, storageClass.endsWith("_IA") ? 30 : 0, mostDays),
      ...(previous === undefined || previous.afterDays < afterDays
        ? []
        : [
            `transitions must stand in the order of their days, got ${storageClass} after ${afterDays} days behind ${previous.storageClass} after ${previous.afterDays}; sort them`,
          ]),
      ...(expireAfterDays === undefined || afterDays < expireAfterDays
        ? []
        : [
            `${holder} must be shorter than expireAfterDays, got ${afterDays} and ${expireAfterDays}; objects are gone by then, so remove the transition or keep them longer`,
          ]),
    ];
  });
}

function corsFaults({
  origins,
  methods,
  maxAgeSeconds = defaultMaxAgeSeconds,
}: CorsRule): string[] {
  return [
    ...(origins.length > 0 && methods.length > 0
      ? []
      : [
          `cors must name origins and methods, got ${origins.length} and ${methods.length}; name one of each at least, or remove the rule`,
        ]),
    ...(origins.includes("*")
      ? [
          'cors must name its origins, got "*", which is every page of the internet; name the pages that call the bucket',
        ]
      : []),
    ...rangeFaults("maxAgeSeconds of cors", maxAgeSeconds, 0, 86_400),
  ];
}

export const defaultMaxAgeSeconds = 3000;
