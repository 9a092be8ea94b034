import { COUNTS } from "../inputs/regression.ts";
import { defineConcept } from "../types.ts";
import { keras } from "./build.ts";

export const poisson = defineConcept({
  name: "poisson",
  title: "Poisson",
  about: "The negative log-likelihood of counts under a rate, without its constant term.",
  families: COUNTS,
  losses: keras("Poisson", "poisson"),
});
