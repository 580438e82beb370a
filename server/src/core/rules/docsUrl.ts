/** Where the page of a rule is, by the rule's id: the link behind every finding. */
export const docsUrl = (rule: string): string =>
  `https://github.com/chartwright/chartwright/blob/main/docs/rules/${rule}.md`;
