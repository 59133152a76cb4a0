/** Mozilla's linter has no types; this is what the test uses of it. */
declare module "addons-linter" {
  interface Message {
    readonly code: string;
    readonly file: string;
  }
  interface Result {
    readonly errors: Message[];
    readonly warnings: Message[];
    readonly notices: Message[];
  }
  interface Options {
    readonly config: Record<string, unknown>;
    readonly runAsBinary: boolean;
  }
  const linter: { createInstance(options: Options): { run(): Promise<Result> } };
  export default linter;
}
