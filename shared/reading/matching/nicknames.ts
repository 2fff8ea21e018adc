/** Given names and the short forms that the same people go by, in the languages that ship. A hint that two names may be one person's. */

const SETS = `
alexander alex xander sasha sandy | alexandra alex sandra sasha lexi | andrew andy drew | anthony antonio tony toni | antoine tony
barbara barb babs | benjamin ben benny | catherine katherine kathryn katharina cathy kathy kate katie kat kathi | charles charlie chuck carl
christina christine chris tina chrissy | christopher christoph chris kit | daniel dan danny | david dave davy | deborah debra deb debbie
donald don donny | dorothy dot dottie | edward eduard ed eddie ted teddy ned | elizabeth elisabeth liz lizzie beth betty lisa eliza elsa libby
eleanor ellen nell nora | emily em emmy | eugene gene | florence flo florrie | francis franciscus frank fran | frances fran franny
francisco paco pancho | franziska franzi | frederick friedrich fred freddy fritz | gabriel gabe | gabriele gabriela gabi | george georg
gerald gerry jerry | gregory greg | guillermo memo | gustav gus | harold harry hal | helen helena nell lena ellie | henry harry hank heinrich heinz
isabella isabel isabelle bella izzy | jacob jakob jake | jacqueline jackie | james jim jimmy jamie | jennifer jen jenny jenn | jessica jess jessie
johannes hannes hans | john johnny jack jon | jonathan jon jonny | jose pepe | joseph josef joe joey sepp | joshua josh | julia jule jules
kenneth ken kenny | lawrence laurence larry | leonard leo len lenny | leonardo leo | louis lou louie | ludwig lutz | madeline maddie | margaret margarete maggie meg peggy greta rita
maria marie mary | martha marty | martin marty | matthew matthias matt matze | maximilian max | maxine max | michael mike mick mickey micha michel | natalie nat
nathan nathaniel nat nate | nicholas nikolaus nick nicky klaus | olivia liv livvy | oliver olli ollie | pamela pam | patricia pat patty trish | patrick pat paddy
peter pete | philip phillip phil pip | raymond ray | rebecca becky becca | richard rick rich dick ricky | robert rob bob bobby robbie bert | ronald ron ronnie
rosario charo | russell russ | samuel sam sammy | samantha sam | sarah sally | sebastian basti seb | stephanie steph steffi | stephen steven stefan steve
susan susanne sue susie | theodore theo ted | theresa teresa terry tess | thomas tom tommy | timothy tim timmy | tobias tobi | ursula uschi | valerie val
veronica ronnie | victor vic | victoria vicky tori | vincent vince vinny | walter walt wally | wilhelm willi | william will bill billy willie liam | zachary zach`;

const groups = new Map<string, number[]>();
SETS.split(/[|\n]/u).forEach((set, at) => {
  for (const name of set.split(' ').filter(Boolean)) groups.set(name, [...(groups.get(name) ?? []), at]);
});

/** Whether one person may go by both given names. */
export function areNicknames(a: string, b: string): boolean {
  const ofA = groups.get(a);
  const ofB = ofA === undefined ? undefined : groups.get(b);
  return ofA !== undefined && ofB !== undefined && ofA.some((group) => ofB.includes(group));
}
