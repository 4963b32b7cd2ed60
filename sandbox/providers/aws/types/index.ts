import type { TypeRule } from "../../fill/rules";
import { apiGatewayTypes } from "./apiGateway";
import { computeTypes } from "./compute";
import { dataTypes } from "./data";
import { dnsTypes } from "./dns";
import { edgeTypes } from "./edge";
import { identityTypes } from "./identity";
import { kubernetesTypes } from "./kubernetes";
import { messagingTypes } from "./messaging";
import { networkTypes } from "./network";
import { observabilityTypes } from "./observability";
import { securityTypes } from "./security";

/** What AWS assigns, per resource type. A type that is not here gets plausible values by name. */
export const awsTypes: Readonly<Record<string, TypeRule>> = {
  ...networkTypes,
  ...computeTypes,
  ...kubernetesTypes,
  ...dataTypes,
  ...edgeTypes,
  ...apiGatewayTypes,
  ...dnsTypes,
  ...securityTypes,
  ...identityTypes,
  ...messagingTypes,
  ...observabilityTypes,
};
