import * as random from "@pulumi/random";
import * as pulumi from "@pulumi/pulumi";

/** A header that only CloudFront knows: it adds the header, a web ACL behind it blocks requests without. */
export interface OriginSecret {
  /** Name of the header, in lower case as web ACLs compare it. */
  readonly name: string;
  /** A secret, kept in the state and nowhere in clear. */
  readonly value: pulumi.Output<string>;
}

export interface OriginSecretArgs {
  /** Name of the header. @default "x-origin-secret" */
  readonly headerName?: string;
  /** Any text; another one makes a new value, which CloudFront and the web ACL then share. @default none */
  readonly rotation?: string;
}

/**
 * Makes the header that ties a public origin to one distribution:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html
 */
export function createOriginSecret(
  name: string,
  args: OriginSecretArgs = {},
  opts: pulumi.CustomResourceOptions = {},
): OriginSecret {
  const password = new random.RandomPassword(
    `${name}-value`,
    {
      length: 40,
      // A header's value is compared as text; letters and digits need no escaping anywhere.
      special: false,
      ...(args.rotation === undefined ? {} : { keepers: { rotation: args.rotation } }),
    },
    opts,
  );
  return { name: args.headerName ?? "x-origin-secret", value: pulumi.secret(password.result) };
}
