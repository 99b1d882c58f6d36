/** Shown at the foot of every page, so that anybody can say which release they are looking at. */
export const release = '2';
