/** The segments read first were packed into others before their bytes were asked for. */
export class Repacked extends Error {}

const patience = 5;

/** Reads again from the start where packing came between: a segment's bytes never change, but it may be gone. */
export async function steadily<Result>(read: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof Repacked) || attempt === patience) throw error;
    }
  }
}
