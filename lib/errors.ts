/**
 * The five errors. They are thrown where the fact is known and translated only at the edge
 * (page, route, command line, job). `message` is always in the user's words.
 */
export class KeymarkError extends Error {
  override name = "KeymarkError";
}
/** The thing does not exist, or belongs to another authority: the two are never told apart. */
export class NotFound extends KeymarkError {
  override name = "NotFound";
}
/** The caller may not do this; the thing's existence is no secret to them. */
export class Forbidden extends KeymarkError {
  override name = "Forbidden";
}
/** The input is wrong. `fields` maps a field to what is wrong with it and what would be right. */
export class Invalid extends KeymarkError {
  override name = "Invalid";
  constructor(
    message: string,
    readonly fields: Record<string, string> = {},
  ) {
    super(message);
  }
}
/** Someone or something was faster: the state is no longer what the caller saw. */
export class Conflict extends KeymarkError {
  override name = "Conflict";
}
/** Something we depend on does not answer; trying again later can help. */
export class Unavailable extends KeymarkError {
  override name = "Unavailable";
}
