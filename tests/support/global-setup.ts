/** Runs once before all tests: starts what every integration test shares. */
export async function setup(): Promise<void> {}
