"""Has the emulator take calls of this machine as AWS would take those of the stack.

  * They come by plain HTTP, since there is no certificate to trust; on AWS the same calls use TLS. They
    count as such, so that policies which demand TLS are in force and do not refuse everything.
  * Calls in batches are allowed by the permission for one, as on AWS, where the batch has no action:
    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
  * Calls by HTTP/2, which is what the SDK makes to Kinesis, sign the host as `:authority`.
  * Queues are known by the emulator's own address, whose port differs from start to start; a fixed one
    keeps their messages. Callers get the address that they called.
  * Functions are called with messages only once the sandbox has set a source of one, and so the functions,
    anew. Before, they are those of the last start, with addresses that have gone.
  * What a function writes when it is called with messages or events goes to the emulator's output; the
    log lines of other calls are in their answers.
"""

import threading

from ministack import app
from ministack.core import iam_actions
from ministack.services import lambda_svc, sqs

BATCH_ACTIONS = {
    "sns:PublishBatch": "sns:Publish",
    "sqs:ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
    "sqs:SendMessageBatch": "sqs:SendMessage",
}

QUEUE_HOST = "queues.sandbox"
QUEUE_PORT = "443"


def with_authority(inner):
    async def handle(scope, receive, send):
        if scope["type"] == "http" and scope["http_version"] == "2":
            headers = list(scope["headers"])
            headers += [(b":authority", value) for name, value in headers if name == b"host"]
            scope = {**scope, "headers": headers}
        await inner(scope, receive, send)

    return handle


def hold_sources():
    is_set = threading.Event()
    poll = lambda_svc._poll_loop

    def poll_once_set():
        is_set.wait()
        poll()

    def setting(inner):
        def handle(*arguments):
            is_set.set()
            return inner(*arguments)

        return handle

    lambda_svc._poll_loop = poll_once_set
    lambda_svc._create_esm = setting(lambda_svc._create_esm)
    lambda_svc._update_esm = setting(lambda_svc._update_esm)


def tell_of_messages():
    execute = lambda_svc._execute_function

    def execute_and_tell(function, event, *arguments, **options):
        result = execute(function, event, *arguments, **options)
        if isinstance(event, dict) and ("Records" in event or "detail-type" in event):
            name = (function.get("config") or function)["FunctionName"]
            for line in (result.get("log") or "").splitlines():
                print(f"{name} {line}", flush=True)
        return result

    lambda_svc._execute_function = execute_and_tell


def install():
    hold_sources()
    tell_of_messages()
    app.app = with_authority(app.app)

    pin = app.pin_request_origin
    app.pin_request_origin = lambda source_ip, _secure: pin(source_ip, True)

    extract = iam_actions.extract_iam_action

    def extract_single(*arguments, **options):
        action = extract(*arguments, **options)
        return BATCH_ACTIONS.get(action, action)

    iam_actions.extract_iam_action = extract_single

    sqs.DEFAULT_HOST = QUEUE_HOST
    sqs.DEFAULT_PORT = QUEUE_PORT
    sqs._CANONICAL_NETLOC = f"{QUEUE_HOST}:{QUEUE_PORT}"
