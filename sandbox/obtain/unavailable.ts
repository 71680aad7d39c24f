/** An engine cannot be had this way, for a reason that a person can read and mend. Anything else thrown is a fault of ours. */
export class Unavailable extends Error {}
