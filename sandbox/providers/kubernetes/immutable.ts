/**
 * Fields that Kubernetes lets nobody change, so that a change replaces the object.
 * https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/clients/force_new.go names the same.
 */
import type { ResourceIdentity } from "../resources";
import { typeOf } from "./objects";

const OF_EVERY_KIND = ["metadata.name", "metadata.namespace", "apiVersion", "kind"];

const OF_KIND: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: ["data", "binaryData", "immutable"],
  ClusterRoleBinding: ["roleRef"],
  DaemonSet: ["spec.selector"],
  Deployment: ["spec.selector"],
  Job: ["spec.selector", "spec.template", "spec.completions"],
  PersistentVolumeClaim: ["spec.accessModes", "spec.selector", "spec.storageClassName"],
  ReplicaSet: ["spec.selector"],
  RoleBinding: ["roleRef"],
  Secret: ["data", "stringData", "type", "immutable"],
  Service: ["spec.clusterIP"],
  StatefulSet: ["spec.selector", "spec.serviceName", "spec.volumeClaimTemplates"],
  StorageClass: ["parameters", "provisioner"],
  // Of the release, which is no object: a chart elsewhere is another release.
  Release: ["name", "namespace", "repositoryOpts.repo"],
  // A binding registers its pods with one target group for life.
  TargetGroupBinding: ["spec.targetGroupARN", "spec.targetType"],
};

/** Whether a change at this property path, such as `spec.selector.matchLabels.app`, replaces the object. */
export function replaces(resource: ResourceIdentity, path: string): boolean {
  const fields = [...OF_EVERY_KIND, ...(OF_KIND[typeOf(resource.token).kind] ?? [])];
  return fields.some(
    (field) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`),
  );
}
