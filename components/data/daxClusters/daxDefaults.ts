/** Unless told otherwise: AWS's advice for production, and its own times to live. */
export const daxDefaults = {
  nodes: 3,
  nodeType: "dax.r5.large",
  ttlSeconds: 300,
  maintenanceWindow: "sun:03:00-sun:04:00",
} as const;
