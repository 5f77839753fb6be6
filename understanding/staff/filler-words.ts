/**
 * Words that say nothing of what is asked: articles, politeness, verbs of showing. Never one that denies, compares or names a time: where
 * such a word is not read, the question is not understood.
 */
export const fillers: ReadonlySet<string> = new Set(
  `
  a ai ait ajoute ajouter afin affiche afficher alors as au aujourd aurai aussi autre aux avec avez avoir avons bien
  bonjour c car ce ceci cela celui ces cet cette chez ci combien comment compte d dans de depuis des detail details
  dire dis dites donc donne donner donnes donnez du elle elles en encore entre envers es est et etait etaient ete etes
  etre eu eux fais fait fasse faire faut ici il ils j je jusqu l la le les leur leurs liste lister lui m ma madame
  maintenant mais me meme merci mes moi moment mon montre montrer montrez n ne ni nos notre nous ok on ont ou oui par
  parmi peut peux plait point pour pouvez pourrais pourriez qu quand que quel quelle quelles quelqu quels qui quoi
  regarde s sa salut se sera ses si sinon soit sommes son sont sous stp suis sur svp t ta tel te tes toi ton toujours
  tous tout toute toutes tu un une va vais vas veux veut vers vient voici voila voir voit vos votre voudrais vous vrai
  vraiment y about all also am and any are at back be been being bring but by can could did display do does doing done
  each ever every find for from get give go going got had has have having he hello here hey hi him his how i if in
  into is it its just kindly know let like list look many most much my need new now of one ones or our own per please
  pls pull put right say see shall she should show so some still tell than thanks thank that the their them then there
  these they this those through to today too total up us very view want was we were what when where which while who
  whose will with would you your fournis fournir sortir sors extrais obtenir besoin aimerais souhaite souhaiterais
  savoir connaitre tableau etat actuellement actuel actuelle ensemble cumul cumule global globale globalement somme
  montants montant valeur amount amounts figure figures value values sum overall altogether currently current whole
  entire entirely graphique chart graph courbe report rapport reporting quick rapidement euros euro eur eh bah ben
  dude mate tiens dit voyons allez hop vite quelque quelques chose choses thing things ventile ventilee ventiles
  ventilees ventilation repartition reparti repartis split broken breakdown down grouped groupe groupes group selon
  according trie tries triee classe classes classees ranked rank order ordered sorted sort trier classer totaux totale
  totales cote facon ayant totalise totalisent pendant durant during cours courant within periode period mine ours
  situation ca gros grosse grosses grand grands large largest biggest money argent`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
