/** Everything of the outside world that a command may touch. */
export interface Cli {
  readonly argv: readonly string[];
  readonly env: { readonly [name: string]: string | undefined };
  readonly stdout: {
    readonly write: (text: string) => unknown;
    readonly columns?: number | undefined;
    readonly isTTY?: boolean;
  };
  readonly stderr: { readonly write: (text: string) => unknown; readonly isTTY?: boolean };
  readonly cwd: string;
}

export type Command = (cli: Cli) => Promise<number>;
