import * as accessanalyzer from "@pulumi/aws/accessanalyzer";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/errors";
import { rangeFaults } from "../internal/serviceFaults";

/** What an analyzer looks for. */
export type AnalyzerKind =
  /** What outsiders can reach; costs nothing. */
  | { readonly kind: "external" }
  /** Permissions and roles that nobody has used for `unusedDays`; 0.20 USD a month for each role. */
  | {
      readonly kind: "unused";
      /** Days, 1 to 365. @default 90 */
      readonly unusedDays?: number;
    };

export interface AccessAnalyzerArgs {
  /** Name of the analyzer, one of its kind in the account and region, such as `shop-external`. */
  readonly analyzerName: string;
  /** @default `{ kind: "external" }` */
  readonly looksFor?: AnalyzerKind;
}

/** IAM Access Analyzer for one account and region. */
export class AccessAnalyzer extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: AccessAnalyzerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:observability:AccessAnalyzer", name, {}, opts);
    const faults = analyzerFaults(args);
    if (faults.length > 0) throw new ArgumentError("AccessAnalyzer", name, faults.join("; "));

    const { analyzerName, looksFor = { kind: "external" } } = args;
    const analyzer = new accessanalyzer.Analyzer(
      `${name}-analyzer`,
      {
        analyzerName,
        ...(looksFor.kind === "external"
          ? { type: "ACCOUNT" }
          : {
              type: "ACCOUNT_UNUSED_ACCESS",
              configuration: {
                unusedAccess: { unusedAccessAge: looksFor.unusedDays ?? defaultUnusedDays },
              },
            }),
      },
      { parent: this },
    );
    this.arn = analyzer.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

const defaultUnusedDays = 90;

/** https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateAnalyzer.html */
function analyzerFaults({ analyzerName, looksFor }: AccessAnalyzerArgs): string[] {
  const days = looksFor?.kind === "unused" ? (looksFor.unusedDays ?? defaultUnusedDays) : 1;
  const faults: string[] = [];
  if (!/^[A-Za-z]/.test(analyzerName)) {
    faults.push(
      `analyzerName must begin with a letter, got "${analyzerName}"; name project and purpose, such as shop-external`,
    );
  } else if (!/^[A-Za-z0-9_.-]{1,255}$/.test(analyzerName)) {
    faults.push(
      `analyzerName must be at most 255 letters, digits, dots, underscores and hyphens, got "${analyzerName}"; leave the other characters out`,
    );
  }
  return [...faults, ...rangeFaults("looksFor.unusedDays", days, 1, 365)];
}
