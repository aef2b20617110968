/** Parts of an answer that may be under way before the asker gives credit for more (NW4). */
export const firstCredit = 2;
/** Requests of one stream that may be open at once (NW4). */
export const maxOpenRequests = 8;
