import { BUCKET, BUCKET_ACL, BUCKET_OBJECT } from "../../aws/types";
import { found } from "../../framework/display";
import type { Property } from "../../framework/property";
import { defineResourceRule } from "../../framework/rule";

const PUBLIC_ACLS = ["public-read", "public-read-write", "authenticated-read"] as const;
/** AuthenticatedUsers is everybody who has an AWS account, which is as good as everybody. */
const PUBLIC_GROUP =
  /^https?:\/\/acs\.amazonaws\.com\/groups\/global\/(AllUsers|AuthenticatedUsers)$/i;

function granteesOf(props: Property): readonly Property[] {
  const grants = props.at("grants").items();
  const listed = props.at("accessControlPolicy").at("grants").items();
  return [
    ...grants.map((grant) => grant.at("uri")),
    ...listed.map((grant) => grant.at("grantee").at("uri")),
  ];
}

/** Goes beyond the catalogue: an object has an ACL of its own, which makes it public in any bucket. */
export default defineResourceRule({
  id: "s3-bucket-no-public-acl",
  title: "No ACL gives a bucket or an object to everybody",
  service: "s3",
  severity: "critical",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["S3.2", "S3.3"],
    checkov: ["CKV_AWS_20", "CKV_AWS_57", "CKV_AWS_375", "CKV2_AWS_43"],
    cdkNag: ["AwsSolutions-S2"],
    prowler: ["s3_bucket_public_access", "s3_bucket_public_list_acl", "s3_bucket_public_write_acl"],
  },
  types: [...BUCKET, ...BUCKET_ACL, ...BUCKET_OBJECT],
  fix: "Leave the ACL out, and let a bucket policy or CloudFront with an origin access control say who reads.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",
  example: `
import { s3 } from "@pulumi/aws";

new s3.BucketAcl("orders", {
  ...settings,
  acl: "private",
  accessControlPolicy: undefined,
});`,
  check({ props, report }) {
    const acl = props.at("acl");
    if (acl.is(...PUBLIC_ACLS)) report(found(acl, PUBLIC_ACLS));
    for (const group of granteesOf(props)) {
      if (PUBLIC_GROUP.test(group.text() ?? "")) report(found(group, PUBLIC_GROUP));
    }
  },
});
