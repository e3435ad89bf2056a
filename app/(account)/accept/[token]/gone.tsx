import { ButtonLink } from "@/components/ui/button";

/** What is said of a link that has run out, was used, or never was: nothing tells them apart. */
export function Gone() {
  return (
    <div className="space-y-4" role="status">
      <p className="text-large">This link does not work any more.</p>
      <p>It works once and for a short time. If it was broken over two lines in your mail, copy it whole.</p>
      <ButtonLink href="/forgotten">Ask for a new link</ButtonLink>
    </div>
  );
}
