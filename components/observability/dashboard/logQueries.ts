/** Questions that people ask a service's log, saved so that nobody has to write them at night. Pure. */

/** Logs Insights queries by the end of their names. */
export const logQueries: Readonly<Record<string, string>> = {
  errors:
    'fields @timestamp, message, error, reason, requestId\n| filter level = "error"\n| sort @timestamp desc\n| limit 100',
  "error-rate":
    'filter message = "request"\n| stats count(*) as requests, sum(status >= 500) as errors, 100 * errors / requests as percent by bin(5m)\n| sort @timestamp desc',
  "slowest-routes":
    'filter message = "request"\n| stats count(*) as requests, pct(ms, 50) as p50, pct(ms, 99) as p99 by method, route\n| sort p99 desc\n| limit 50',
  "one-request":
    'fields @timestamp, level, message, status, ms\n| filter requestId = "put the id here"\n| sort @timestamp asc\n| limit 200',
};
