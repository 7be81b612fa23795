import { churn } from "./churn/story";
import { credit } from "./credit/story";
import { fraud } from "./fraud/story";
import { recommender } from "./recommender/story";
import type { ModelStory } from "./story";
import { winback } from "./winback/story";

export const stories: readonly ModelStory[] = [credit, churn, fraud, recommender, winback];
