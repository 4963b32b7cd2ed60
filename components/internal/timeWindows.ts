/** Times and windows in UTC as RDS, ElastiCache and DAX take them. Pure. */

const time = "([01]\\d|2[0-3]):[0-5]\\d";
const weekTime = `(mon|tue|wed|thu|fri|sat|sun):${time}`;

/** A time such as `03:00`. */
export const timePattern = new RegExp(`^${time}$`);
/** A window of every day, such as `03:00-04:00`. */
export const dailyWindowPattern = new RegExp(`^${time}-${time}$`);
/** A window of every week, such as `sun:03:00-sun:04:00`. */
export const weeklyWindowPattern = new RegExp(`^${weekTime}-${weekTime}$`);
