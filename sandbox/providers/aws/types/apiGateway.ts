import type { TypeRule } from "../../fill/rules";
import { secret } from "../../wire";

const ARN = "arn:{partition}:apigateway:{region}::";
const EXECUTE = "arn:{partition}:execute-api:{region}:{account}";
const HOST = "execute-api.{region}.amazonaws.com";

/** REST APIs (`apigateway`), and HTTP and WebSocket APIs (`apigatewayv2`). */
export const apiGatewayTypes: Readonly<Record<string, TypeRule>> = {
  "aws:apigatewayv2/api:Api": {
    renameInPlace: true,
    id: "{lower10}",
    outputs: {
      arn: `${ARN}/apis/{id}`,
      apiEndpoint: `https://{id}.${HOST}`,
      executionArn: `${EXECUTE}:{id}`,
    },
    replaceOnChange: ["protocolType"],
  },
  "aws:apigatewayv2/stage:Stage": {
    id: "{name}",
    outputs: {
      arn: `${ARN}/apis/{apiId}/stages/{name}`,
      invokeUrl: (context) => {
        const stage = context.text("name") === "$default" ? "" : context.text("name");
        return `https://${context.text("apiId")}.execute-api.${context.text("region")}.amazonaws.com/${stage}`;
      },
      executionArn: `${EXECUTE}:{apiId}/{name}`,
      deploymentId: "{lower6}",
    },
    replaceOnChange: ["apiId"],
  },
  "aws:apigatewayv2/integration:Integration": { id: "{lower7}", replaceOnChange: ["apiId"] },
  "aws:apigatewayv2/route:Route": { id: "{lower7}", replaceOnChange: ["apiId"] },
  "aws:apigatewayv2/authorizer:Authorizer": {
    renameInPlace: true,
    id: "{lower6}",
    replaceOnChange: ["apiId"],
  },
  "aws:apigatewayv2/apiMapping:ApiMapping": { id: "{lower6}", replaceOnChange: ["domainName"] },
  "aws:apigatewayv2/vpcLink:VpcLink": {
    renameInPlace: true,
    id: "{lower6}",
    outputs: { arn: `${ARN}/vpclinks/{id}` },
    replaceOnChange: ["securityGroupIds", "subnetIds"],
  },
  "aws:apigateway/restApi:RestApi": {
    renameInPlace: true,
    id: "{lower10}",
    outputs: {
      arn: `${ARN}/restapis/{id}`,
      executionArn: `${EXECUTE}:{id}`,
      rootResourceId: "{lower10}",
    },
  },
  "aws:apigateway/deployment:Deployment": {
    id: "{lower6}",
    outputs: { createdDate: () => new Date().toISOString() },
    updateInPlace: ["description"],
  },
  "aws:apigateway/stage:Stage": {
    id: "ags-{restApi}-{stageName}",
    outputs: {
      arn: `${ARN}/restapis/{restApi}/stages/{stageName}`,
      invokeUrl: `https://{restApi}.${HOST}/{stageName}`,
      executionArn: `${EXECUTE}:{restApi}/{stageName}`,
      webAclArn: "",
    },
    replaceOnChange: ["restApi", "stageName"],
  },
  "aws:apigateway/methodSettings:MethodSettings": {
    id: "{restApi}-{stageName}-{methodPath}",
    replaceOnChange: ["restApi", "stageName", "methodPath"],
  },
  "aws:apigateway/account:Account": {
    id: "api-gateway-account",
    outputs: {
      apiKeyVersion: "4",
      features: () => ["UsagePlans"],
      throttleSettings: () => [{ burstLimit: 5000, rateLimit: 10_000 }],
    },
  },
  "aws:apigateway/usagePlan:UsagePlan": {
    renameInPlace: true,
    id: "{lower6}",
    outputs: { arn: `${ARN}/usageplans/{id}` },
  },
  "aws:apigateway/apiKey:ApiKey": {
    renameInPlace: true,
    id: "{lower10}",
    outputs: {
      arn: `${ARN}/apikeys/{id}`,
      value: (context) => secret(context.random.text("mixed", 40, "value")),
    },
    replaceOnChange: ["value"],
  },
  "aws:apigateway/usagePlanKey:UsagePlanKey": { id: "{keyId}", updateInPlace: [] },
  "aws:apigateway/domainName:DomainName": {
    id: "{domainName}",
    outputs: {
      arn: `${ARN}/domainnames/{domainName}`,
      regionalDomainName: `d-{lower10}.${HOST}`,
      // Hosted zones of API Gateway differ by region; this one is Ireland's.
      regionalZoneId: "ZLY8HYME6SFDD",
      domainNameId: "",
    },
    replaceOnChange: ["domainName"],
  },
  "aws:apigateway/basePathMapping:BasePathMapping": {
    id: "{domainName}/",
    replaceOnChange: ["domainName"],
  },
};
