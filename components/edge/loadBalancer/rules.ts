/** Listener rules: which requests go to which target group, and who checks their tokens. */
import * as lb from "@pulumi/aws/lb";
import type { input } from "@pulumi/aws/types";
import type * as pulumi from "@pulumi/pulumi";
import type { Route } from "../../../services/contract";
import type { TokenIssuer } from "../../identity/tokenIssuer";
import { pathName } from "../../internal/edgePaths";
import { priorityOf } from "../../internal/serviceFaults";
import { shiftingPriority } from "./claims";

/** Target groups that ECS moves a service's traffic between. */
export interface TargetPair {
  readonly production: lb.TargetGroup;
  readonly alternate: lb.TargetGroup;
}

export interface RouteRuleArgs {
  readonly listenerArn: pulumi.Input<string>;
  readonly route: Route;
  readonly targetGroupArn: pulumi.Input<string>;
  /** Who issues customers' tokens. @default none; what is in front of the load balancer checks them */
  readonly identity: TokenIssuer | undefined;
}

/**
 * The rule of one route.
 *
 * The rules are the load balancer's own and named by their path alone, so a service that changes its
 * runtime or its name updates them. As the service's children they would be created anew before the
 * old ones go, and AWS refuses two rules of one priority:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html
 */
export function createRouteRule(
  name: string,
  { listenerArn, route, targetGroupArn, identity }: RouteRuleArgs,
  opts: pulumi.CustomResourceOptions,
): lb.ListenerRule {
  const forward = { type: "forward", targetGroupArn };
  return new lb.ListenerRule(
    `${name}-route-${pathName(route.path)}`,
    {
      listenerArn,
      priority: priorityOf(route),
      conditions: [{ pathPattern: { values: [route.path] } }],
      actions:
        route.auth === "customer" && identity !== undefined
          ? [
              { ...checkToken(identity), order: 1 },
              { ...forward, order: 2 },
            ]
          : [forward],
    },
    opts,
  );
}

/**
 * Answers 401 unless the request carries an access token of this application: signed by the issuer
 * (RS256), not expired, and of that use and client.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
function checkToken({ issuer, jwksUri, clientId }: TokenIssuer): input.lb.ListenerRuleAction {
  const claim = (name: string, value: pulumi.Input<string>) => ({
    name,
    format: "single-string",
    values: [value],
  });
  return {
    type: "jwt-validation",
    jwtValidation: {
      issuer,
      jwksEndpoint: jwksUri,
      additionalClaims: [claim("token_use", "access"), claim("client_id", clientId)],
    },
  };
}

export interface ShiftingRuleArgs {
  readonly listenerArn: pulumi.Input<string>;
  readonly testListenerArn: pulumi.Input<string>;
  /** All routes of the service: ECS shifts one rule's traffic. */
  readonly routes: readonly [Route, ...Route[]];
  readonly targets: TargetPair;
}

/** What a release that shifts traffic works with. */
export interface ShiftingRules {
  readonly production: lb.ListenerRule;
  readonly test: lb.ListenerRule;
}

/**
 * One rule for the requests, whose weights ECS moves, and one for tests, which ECS points at the new
 * tasks. From the first deployment on their actions are ECS's, and no update resets them:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html
 *
 * They have names and a priority of their own. A service that starts to shift traffic thus gets new
 * rules, which come before those of its routes until these are gone.
 */
export function createShiftingRules(
  name: string,
  { listenerArn, testListenerArn, routes, targets }: ShiftingRuleArgs,
  opts: pulumi.CustomResourceOptions,
): ShiftingRules {
  const rule = (
    noun: string,
    listener: pulumi.Input<string>,
    action: input.lb.ListenerRuleAction,
  ) =>
    new lb.ListenerRule(
      `${name}-${noun}-${pathName(routes[0].path)}`,
      {
        listenerArn: listener,
        priority: shiftingPriority(routes),
        conditions: [{ pathPattern: { values: routes.map(({ path }) => path) } }],
        actions: [action],
      },
      { ...opts, ignoreChanges: ["actions"] },
    );
  const { production, alternate } = targets;
  return {
    production: rule("shift", listenerArn, {
      type: "forward",
      forward: {
        targetGroups: [
          { arn: production.arn, weight: 100 },
          { arn: alternate.arn, weight: 0 },
        ],
      },
    }),
    test: rule("test", testListenerArn, { type: "forward", targetGroupArn: alternate.arn }),
  };
}
