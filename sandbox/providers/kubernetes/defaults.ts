/**
 * What the API server and the controllers fill in, as far as programs and the sandbox read it.
 * https://kubernetes.io/docs/reference/kubernetes-api/
 */
import type { Randomness } from "../fill/randomness";
import type { ResourceIdentity } from "../resources";
import { isList, isObject } from "../wire";
import type { Properties, Value } from "../wire";
import { typeOf } from "./objects";

type Fill = (spec: Properties, random: Randomness) => Properties;

const container: Properties = {
  imagePullPolicy: "IfNotPresent",
  terminationMessagePath: "/dev/termination-log",
  terminationMessagePolicy: "File",
};
const podSpec: Properties = {
  dnsPolicy: "ClusterFirst",
  restartPolicy: "Always",
  schedulerName: "default-scheduler",
  terminationGracePeriodSeconds: 30,
};

function filledPod(spec: Properties): Properties {
  return { ...podSpec, ...spec, containers: eachOf(spec.containers, container) };
}

function eachOf(list: Value | undefined, defaults: Properties): Value[] {
  return isList(list) ? list.map((item) => (isObject(item) ? { ...defaults, ...item } : item)) : [];
}

function deployment(spec: Properties): Properties {
  const template = isObject(spec.template) ? spec.template : {};
  const pod = isObject(template.spec) ? template.spec : {};
  return {
    replicas: 1,
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    ...spec,
    template: { ...template, spec: filledPod(pod) },
  };
}

function service(spec: Properties, random: Randomness): Properties {
  const address = `172.20.${random.number(1, 255, "net")}.${random.number(1, 255, "host")}`;
  const clusterIP = spec.clusterIP ?? address;
  return {
    type: "ClusterIP",
    sessionAffinity: "None",
    internalTrafficPolicy: "Cluster",
    ipFamilies: ["IPv4"],
    ipFamilyPolicy: "SingleStack",
    clusterIP,
    clusterIPs: [clusterIP],
    ...spec,
    ports: eachOf(spec.ports, { protocol: "TCP" }),
  };
}

const SPECS: Readonly<Record<string, Fill>> = {
  Deployment: deployment,
  Service: service,
  Namespace: (spec) => ({ finalizers: ["kubernetes"], ...spec }),
};

/** The specification with what the API server adds to it. */
export function filledSpec(
  { token }: ResourceIdentity,
  spec: Properties,
  random: Randomness,
): Properties {
  return SPECS[typeOf(token).kind]?.(spec, random) ?? spec;
}

/** What the controllers report once the object is as it was asked to be. */
export function statusOf({ token }: ResourceIdentity, spec: Properties): Properties | undefined {
  const { kind } = typeOf(token);
  switch (kind) {
    case "Deployment": {
      const count = spec.replicas ?? 1;
      return {
        replicas: count,
        readyReplicas: count,
        availableReplicas: count,
        updatedReplicas: count,
      };
    }
    case "Namespace":
      return { phase: "Active" };
    case "Service":
      return { loadBalancer: {} };
    case "HorizontalPodAutoscaler":
    case "NetworkPolicy":
    case "PodDisruptionBudget":
      return {};
    default:
      return undefined;
  }
}
