"""Gives secrets the ARNs that they have in the deployed state.

Secrets Manager ends ARNs with six random characters, and policies and variables of the stack name them. A
secret that is created with the tag below gets its value for an ARN, and loses the tag. As on AWS, one that
is created without a value has no version.
"""

from ministack.services import secretsmanager

TAG = "sandbox:arn"


def install():
    store = secretsmanager._store_new_secret

    def store_with_arn(name, *arguments, **options):
        tags = options.get("tags") or []
        wanted = next((tag["Value"] for tag in tags if tag["Key"] == TAG), None)
        if wanted is None:
            return store(name, *arguments, **options)
        options["tags"] = [tag for tag in tags if tag["Key"] != TAG]
        _, version = store(name, *arguments, **options)
        secretsmanager._secrets[name]["ARN"] = wanted
        if options.get("secret_string") is None and options.get("secret_binary") is None:
            secretsmanager._secrets[name]["Versions"].clear()
        return wanted, version

    secretsmanager._store_new_secret = store_with_arn
