/** How a customer reported that something has changed (#73): the source of the change. */
export const REPORTED_BY = ['phone', 'wechat', 'visit', 'writing'] as const;
export type ReportedBy = (typeof REPORTED_BY)[number];
