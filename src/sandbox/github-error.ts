// The refusals of the local GitHub, in GitHub's words; each face turns them into its own shape.

export interface FieldError {
  resource: string;
  field: string;
  code: string;
  message?: string;
}

export class GitHubError extends Error {
  readonly status: number;
  readonly errors: FieldError[] | undefined;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    message: string,
    options: { errors?: FieldError[]; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = "GitHubError";
    this.status = status;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
  }
}

export const notFound = (): GitHubError => new GitHubError(404, "Not Found");
export const badCredentials = (message = "Bad credentials"): GitHubError => new GitHubError(401, message);
export const gone = (): GitHubError => new GitHubError(410, "This issue was deleted");
export const notAccessible = (): GitHubError => new GitHubError(403, "Resource not accessible by integration");

/** 422 with one field error, as GitHub words it. */
export function invalid(resource: string, field: string, message: string, code = "custom"): GitHubError {
  const errors = [{ resource, field, code, ...(code === "custom" ? { message } : {}) }];
  return new GitHubError(422, "Validation Failed", { errors });
}

/** 422 with a sentence only. */
export const unprocessable = (message: string): GitHubError => new GitHubError(422, message);
