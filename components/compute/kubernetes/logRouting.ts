/** Where the pods' lines go, as Fluent Bit is told. Pure. */

/** Log group of the services' pods, or of one service. */
export function serviceLogGroupName(clusterName: string, service?: string): string {
  const group = `/aws/eks/${clusterName}/services`;
  return service === undefined ? group : `${group}/${service}`;
}

/**
 * Fluent Bit's configuration for one namespace, in place of the add-on's own for every pod: a group for
 * each service, a stream for each pod, the lines as the service wrote them. The groups are made with
 * the services, so that each has its retention and its key.
 * https://docs.fluentbit.io/manual/pipeline/outputs/cloudwatch
 */
export function fluentBitConfig(clusterName: string, namespace: string): string {
  return section("INPUT", {
    Name: "tail",
    Tag: "application.*",
    Path: `/var/log/containers/*_${namespace}_*.log`,
    "multiline.parser": "docker, cri",
    DB: "/var/fluent-bit/state/flb_services.db",
    Mem_Buf_Limit: "50MB",
    Skip_Long_Lines: "On",
    Refresh_Interval: "10",
    Rotate_Wait: "30",
    "storage.type": "filesystem",
    Read_from_Head: "On",
  })
    .concat(
      section("FILTER", {
        Name: "kubernetes",
        Match: "application.*",
        Kube_URL: "https://kubernetes.default.svc:443",
        Kube_Tag_Prefix: "application.var.log.containers.",
        Labels: "Off",
        Annotations: "Off",
        Use_Kubelet: "On",
        Kubelet_Port: "10250",
        Buffer_Size: "0",
      }),
    )
    .concat(
      section("OUTPUT", {
        Name: "cloudwatch_logs",
        Match: "application.*",
        region: "${AWS_REGION}",
        log_group_name: serviceLogGroupName(clusterName),
        log_group_template: `${serviceLogGroupName(clusterName)}/$kubernetes['container_name']`,
        log_stream_prefix: "pod-",
        log_stream_template: "$kubernetes['pod_name']",
        log_key: "log",
        auto_create_group: "false",
      }),
    );
}

/**
 * The configuration of Fargate's own log router, which knows filters and outputs only.
 * https://docs.aws.amazon.com/eks/latest/userguide/fargate-logging.html
 */
export function fargateLogOutput(clusterName: string, region: string): string {
  return section("OUTPUT", {
    Name: "cloudwatch_logs",
    Match: "kube.*",
    region,
    log_group_name: serviceLogGroupName(clusterName),
    log_stream_prefix: "pod-",
    log_key: "log",
    auto_create_group: "false",
  });
}

function section(kind: string, settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries(settings).map(([key, value]) => `  ${key} ${value}`);
  return [`[${kind}]`, ...lines, ""].join("\n");
}
