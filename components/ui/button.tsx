import Link from "next/link";
import type { ButtonHTMLAttributes, ReactNode } from "react";

type Kind = "primary" | "secondary" | "big";

const shape =
  "inline-flex items-center justify-center gap-2 rounded-small font-semibold no-underline cursor-pointer disabled:cursor-default disabled:opacity-60";
const kinds: Record<Kind, string> = {
  primary: "bg-accent text-paper hover:bg-accent-deep px-4 py-2",
  secondary: "border border-edge bg-paper text-ink hover:border-ink hover:bg-wash px-3 py-1 text-dense min-h-8",
  big: "bg-accent text-paper hover:bg-accent-deep px-6 py-4 text-large",
};

export function Button({
  kind = "primary",
  type = "submit",
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { kind?: Kind }) {
  return <button type={type} className={`${shape} ${kinds[kind]}`} {...rest} />;
}

/** A link that looks like what it is: the thing to do here. `download` leaves the page as it is. */
export function ButtonLink({
  href,
  kind = "primary",
  download,
  children,
}: {
  href: string;
  kind?: Kind;
  download?: boolean;
  children: ReactNode;
}) {
  const className = `${shape} ${kinds[kind]}`;
  if (download) {
    return (
      <a href={href} className={className} download>
        {children}
      </a>
    );
  }
  return (
    <Link href={href} prefetch={false} className={className}>
      {children}
    </Link>
  );
}
