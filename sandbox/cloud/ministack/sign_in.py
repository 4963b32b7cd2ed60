"""Says whether a presigned request `connect` was signed by who may send it.

The sandbox has checked form, target and time (`sandbox/cloud/servers/iamToken.ts`). Left for the emulator
is what needs its keys and policies: the signature, the session behind it, and IAM's evaluation.
"""

import hashlib
import hmac
import json
import os

from ministack.core.iam_evaluator import (
    AuthError,
    CredentialResolutionError,
    EvalContext,
    evaluate,
    resolve_credential,
    resolve_principal,
)
from ministack.core.responses import request_scope
from ministack.core.sigv4 import (
    build_canonical_request,
    build_string_to_sign,
    calculate_signature,
    signatures_match,
)

PATH = "/_sandbox/sign-in"
EMPTY_HASH = hashlib.sha256(b"").hexdigest()


def signature_fault(request, key_id, credential):
    parameters = request["parameters"]
    day = parameters["X-Amz-Date"][:8]
    scope = (day, request["region"], request["service"])
    canonical = build_canonical_request(
        "GET", "/", {"host": request["host"]}, parameters, "host", payload_hash=EMPTY_HASH
    )
    text = build_string_to_sign(parameters["X-Amz-Date"], *scope, canonical)
    expected = calculate_signature(credential.secret_access_key, *scope, text)
    if signatures_match(expected, parameters.get("X-Amz-Signature", "")):
        return None
    return f"the token's signature is not that of access key {key_id}"


def permission_fault(request, key_id, account_id):
    principal = resolve_principal(key_id, account_id)
    if isinstance(principal, AuthError):
        return f"the token's access key {key_id} belongs to nobody"
    if principal.policies is None:
        return None
    for resource in request["resources"]:
        context = EvalContext(
            principal_arn=principal.arn,
            principal_type=principal.type,
            principal_account=account_id,
            action=request["action"],
            resource_arn=resource,
            region=request["region"],
            principal_keys=principal.keys,
        )
        if evaluate(context, principal.policies, *principal.limits).decision != "Allow":
            return f"{principal.arn} may not {request['action']} on {resource}"
    return None


def fault(request):
    account_id = os.environ["MINISTACK_ACCOUNT_ID"]
    parameters = request["parameters"]
    key_id = parameters["X-Amz-Credential"].split("/")[0]
    with request_scope(account_id, request["region"]):
        session_token = parameters.get("X-Amz-Security-Token", "")
        credential = resolve_credential(key_id, account_id, session_token)
        if isinstance(credential, CredentialResolutionError):
            return f"the token's access key {key_id} is of no session that lives"
        return signature_fault(request, key_id, credential) or permission_fault(
            request, key_id, account_id
        )


async def read_body(receive):
    body = bytearray()
    while True:
        message = await receive()
        body.extend(message.get("body", b""))
        if not message.get("more_body", False):
            return bytes(body)


async def answer(send, status, content):
    body = json.dumps(content).encode()
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def handle(scope, receive, send):
    key = dict(scope["headers"]).get(b"authorization", b"").decode("latin-1")
    # Whoever has the administrator's key may know what others may do; nobody else.
    if not hmac.compare_digest(key, os.environ["AWS_SECRET_ACCESS_KEY"]):
        await answer(send, 403, {})
        return
    found = fault(json.loads(await read_body(receive)))
    await answer(send, 200, {} if found is None else {"fault": found})
