/** Stands in for pulumi-awsx, whose resources are components: they only lay out resources of other packages. */
import * as pulumi from "@pulumi/pulumi";
import type { ConstructResult, Provider } from "@pulumi/pulumi/provider/provider";
import { constructImage } from "./image";
import { constructVpc } from "./vpc";

type Construct = (
  component: pulumi.ComponentResource,
  name: string,
  inputs: pulumi.Inputs,
) => pulumi.Inputs | Promise<pulumi.Inputs>;

/** One line per component. */
const COMPONENTS: Readonly<Record<string, Construct>> = {
  "awsx:ec2:Vpc": constructVpc,
  "awsx:ecr:Image": (component, _name, inputs) => constructImage(component, inputs),
};

export function awsxProvider(version: string): Provider {
  return {
    version,
    construct: async (name, type, inputs, options): Promise<ConstructResult> => {
      const construct = COMPONENTS[type];
      if (construct === undefined) {
        const known = Object.keys(COMPONENTS).join(", ");
        throw new Error(
          `the sandbox has no stand-in for the component ${type}, it has ${known}; add one to sandbox/providers/awsx/package.ts`,
        );
      }
      const component = new pulumi.ComponentResource(type, name, {}, options);
      return { urn: component.urn, state: await construct(component, name, inputs) };
    },
  };
}
