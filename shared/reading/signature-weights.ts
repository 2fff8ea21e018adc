export const signatureWeights: Readonly<Record<string, number>> = {};
