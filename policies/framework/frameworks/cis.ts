/**
 * CIS AWS Foundations Benchmark v5.0.0 of March 2025, whole:
 * https://www.cisecurity.org/benchmark/amazon_web_services. v6.0.0 has the same controls, one section
 * further on: 1.14 there is 2.14, 2.1.1 is 3.1.1, and so on.
 */
import type { Framework } from "./framework";
import { because, listed } from "./framework";

const ACCOUNT = "is a setting of the account or its region, made once and not in each stack";
const PEOPLE =
  "is about a person's keys and password at run time; iam-no-users-or-keys refuses users as such";
const MONITORING =
  "asks for a metric filter and an alarm on the account's audit trail, which has them in one place";
const EVENTS = "asks the account's trail for data events of all buckets";

export const CIS: Framework = {
  key: "cis",
  title: "CIS AWS Foundations Benchmark v5.0.0",
  source: "The benchmark's own numbering, v5.0.0.",
  controls: [
    ...listed("v5.0.0-1", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]),
    ...listed("v5.0.0-1", [21]),
    ...listed("v5.0.0-2.1", [1, 2, 3, 4]),
    ...listed("v5.0.0-2.2", [1, 2, 3, 4]),
    ...listed("v5.0.0-2.3", [1]),
    ...listed("v5.0.0-3", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
    ...listed("v5.0.0-4", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]),
    ...listed("v5.0.0-5.1", [1, 2]),
    ...listed("v5.0.0-5", [2, 3, 4, 5, 6, 7]),
  ],
  reasons: Object.fromEntries([
    ...because(ACCOUNT, listed("v5.0.0-1", [1, 2, 3, 4, 5, 7, 8, 16, 19])),
    ["v5.0.0-1.6", "is about what the root user does, which the account's trail shows"],
    ...because(PEOPLE, listed("v5.0.0-1", [9, 10, 11, 12, 13])),
    ["v5.0.0-1.17", "asks which instances call AWS at all, which no declaration says"],
    ["v5.0.0-1.18", "is about certificates in IAM that have expired, known at run time only"],
    ["v5.0.0-2.1.2", "can only be turned on by the root user with its device, not by a deployment"],
    ["v5.0.0-2.1.3", "asks what the objects hold, known at run time only"],
    ["v5.0.0-2.3.1", "is about file systems of EFS, which the pack has no rules for"],
    ["v5.0.0-3.3", "is about AWS Config, which an account has once and which has no rule here"],
    ...because(EVENTS, listed("v5.0.0-3", [8, 9])),
    ...because(MONITORING, listed("v5.0.0-4", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])),
    ...because(ACCOUNT, listed("v5.0.0-4", [16])),
    ["v5.0.0-5.6", "asks which hosts must reach each other over a peering, which no stack says"],
  ]),
};
