/** What a framework throws to refuse a call; `name` is the class of its error. */
export function refusal(error: string, message: string): Error {
  const thrown = new Error(message);
  thrown.name = error;
  return thrown;
}
