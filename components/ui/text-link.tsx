import Link from "next/link";
import type { ComponentProps } from "react";

/** A link in running text. Nothing is fetched before it is followed: what is read is noted. */
export function TextLink({ className = "", ...rest }: ComponentProps<typeof Link>) {
  return <Link prefetch={false} className={`text-link ${className}`} {...rest} />;
}
