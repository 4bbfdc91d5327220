/** Deliveries that were put aside are few and looked for often; without an index every body would be read for them. */
export const putAside = `
CREATE INDEX inbox_put_aside ON inbox (seq) WHERE state = 'quarantined';
`;
