/** Databases and caches: signing in, and the measurements of an instance. */

/** Signing in to an RDS database, or to a proxy in front of it, as one database user. */
export const connectDatabase = ["rds-db:connect"] as const;

/**
 * Writing an instance's measurements: what AmazonRDSEnhancedMonitoringRole allows, on the one group
 * and its streams.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html
 */
export const keepMeasurements = ["logs:CreateLogGroup", "logs:PutRetentionPolicy"] as const;
export const writeMeasurements = [
  "logs:CreateLogStream",
  "logs:DescribeLogStreams",
  "logs:GetLogEvents",
  "logs:PutLogEvents",
] as const;

/** Signing in to an ElastiCache cache as one of its users; takes the cache and the user. */
export const connectCache = ["elasticache:Connect"] as const;
