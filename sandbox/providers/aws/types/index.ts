import type { TypeRule } from "../../fill/rules";
import { computeTypes } from "./compute";
import { dataTypes } from "./data";
import { edgeTypes } from "./edge";
import { messagingTypes } from "./messaging";
import { networkTypes } from "./network";
import { observabilityTypes } from "./observability";
import { securityTypes } from "./security";

/** What AWS assigns, per resource type. A type that is not here gets plausible values by name. */
export const awsTypes: Readonly<Record<string, TypeRule>> = {
  ...networkTypes,
  ...computeTypes,
  ...dataTypes,
  ...edgeTypes,
  ...securityTypes,
  ...messagingTypes,
  ...observabilityTypes,
};
