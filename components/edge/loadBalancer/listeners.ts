/** Listeners of a load balancer: one for the requests, one for tests of a release, one that redirects. */
import * as lb from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";

/** TLS 1.3 and 1.2 with forward secrecy: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const tlsPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

export interface HttpsListenerArgs {
  readonly loadBalancerArn: pulumi.Input<string>;
  readonly certificateArn: pulumi.Input<string>;
  readonly port: number;
}

/** Takes HTTPS, and answers 404 in JSON where no rule does. */
export function createHttpsListener(
  name: string,
  args: HttpsListenerArgs,
  opts: pulumi.CustomResourceOptions,
): lb.Listener {
  return new lb.Listener(
    name,
    {
      ...args,
      protocol: "HTTPS",
      sslPolicy: tlsPolicy,
      defaultActions: [
        {
          type: "fixed-response",
          fixedResponse: {
            contentType: "application/json",
            messageBody: JSON.stringify({ code: 404, message: "no service answers this path" }),
            statusCode: "404",
          },
        },
      ],
    },
    opts,
  );
}

/** Sends everybody who comes by HTTP to HTTPS, for good. */
export function createRedirect(
  name: string,
  loadBalancerArn: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): void {
  new lb.Listener(
    name,
    {
      loadBalancerArn,
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
      ],
    },
    opts,
  );
}
