/** References of container images: what is accepted, and which repository they name. Pure. */

const digest = /^sha256:[0-9a-f]{64}$/;
const reference = /^[a-z0-9][a-z0-9.:/_-]*@sha256:[0-9a-f]{64}$/;
/** A tag other than `latest`, or a digest, after the last part of the path. */
const named = /^[^\s@]+?(:(?!latest$)[\w][\w.-]*|@sha256:[0-9a-f]{64})$/;
const privateRegistry =
  /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com\/(?<name>[^@:]+)[@:]/;

const sources = ["entry", "digest", "uri"] as const;

/** Where an image comes from, as far as it can be wrong. */
export interface ImageOrigin {
  readonly entry?: string;
  readonly baseImage?: string;
  readonly digest?: string;
  readonly uri?: string;
}

/** What is wrong with where an image comes from. */
export function imageFaults(origin: ImageOrigin): string[] {
  const given = sources.filter((source) => origin[source] !== undefined);
  if (given.length !== 1) {
    const got = given.length === 0 ? "none" : given.join(" and ");
    return [
      `an image comes from one of entry, digest or uri, got ${got}; keep the one that applies`,
    ];
  }
  return [
    ...fault(
      origin.digest,
      digest,
      "digest must be sha256: and 64 hexadecimal digits",
      "take the one that docker push prints",
    ),
    ...fault(
      origin.uri,
      reference,
      "uri must end with the image's digest, @sha256: and 64 hexadecimal digits",
      "a tag can be moved to another image",
    ),
    ...fault(
      origin.baseImage,
      named,
      "baseImage must name a tag other than latest, or a digest",
      "without one, the same sources give another image tomorrow",
    ),
  ];
}

function fault(value: string | undefined, accepted: RegExp, what: string, fix: string): string[] {
  return value === undefined || accepted.test(value) ? [] : [`${what}, got "${value}"; ${fix}`];
}

/** ARN of the private ECR repository that a reference names; undefined for other registries. */
export function repositoryArn(uri: string): string | undefined {
  const { account, region, name } = privateRegistry.exec(uri)?.groups ?? {};
  if (account === undefined || region === undefined || name === undefined) return undefined;
  return `arn:aws:ecr:${region}:${account}:repository/${name}`;
}
