/** Something did not happen in time. Its name is one of those that are answered with 503. */
export class TimeoutError extends Error {
  override readonly name = "TimeoutError";
}

/**
 * `work`, or a failure once `milliseconds` have passed. The work itself goes on; what it comes to then is
 * of no matter.
 *
 * @throws TimeoutError when the time is up
 */
export function within<Result>(
  milliseconds: number,
  what: string,
  work: Promise<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new TimeoutError(`${what} took longer than ${milliseconds} ms`));
    }, milliseconds);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
