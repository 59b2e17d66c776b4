/** The version of Tradewind, as package.json has it: what services, telemetry and the descriptions say they are of. */
export const release = '0.1.0'
