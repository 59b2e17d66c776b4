import type { Department } from './shelf.ts'

/** Tools, and what keeps them and their work in good order. */
export const workshop: Department = {
  name: 'Tools & Workshop',
  shelves: {
    'Hand Tools': `
Cross-Pein Hammer | Harrow Forge | 32.00 | 480g | HAMMER-PEIN
The narrow end starts the tack, the broad end believes in it.
head: drop-forged steel; handle: hickory; weight = 200 g, 400 g +6.00 +220g

Claw Hammer | Harrow Forge | 39.00 | 820g | HAMMER-CLAW
Drives with the whole arm and pulls without bruising the board.
head: drop-forged steel; handle: hickory; weight = 16 oz, 20 oz +4.00 +130g

Brass Mallet | Harrow Forge | 54.00 | 620g | MALLET-BRASS
Heavy for its size, so that you tap instead of swing.
material: brass and beech; head: 450 g

Combination Pliers | Stahlbach | 28.50 | 290g | PLIERS-COMBINATION
Grips flat, grips round, cuts wire, and the joint has no play to lose.
material: chrome vanadium steel; length = 160 mm, 180 mm +3.00 +60g

Needle-Nose Pliers | Stahlbach | 26.00 | 180g | PLIERS-NEEDLE
For the nut that fell behind the other nut.
material: chrome vanadium steel; tip = Straight, Bent +1.50

Adjustable Spanner | Stahlbach | 34.00 | 420g | SPANNER-ADJUSTABLE
The jaw stays where you set it, which is less common than it should be.
material: chrome vanadium steel; length = 200 mm, 250 mm +9.00 +260g

Screwdriver Set | Stahlbach | 46.00 | 640g | SCREWDRIVER-SET
Six blades forged through beech handles that may be struck. The slots are ground parallel, so they stay in the screw.
pieces: 6; handle: beech

Precision Screwdrivers | Aldous | 29.00 | 190g | SCREWDRIVERS-PRECISION
Spectacles, watches, cameras and the battery hatch on every toy.
pieces: 8; material: hardened steel

Folding Rule | Stahlbach | 12.80 | 120g | RULE-FOLDING
Ten beech sections on sprung brass: stiff when open, quiet in the pocket.
material: beech; length: 2 m; scale = Metric, Metric and Inch +0.60

Tape Measure | Stahlbach | 16.50 | 240g | TAPE-MEASURE
Stands out two metres by itself and returns without biting.
length = 3 m, 5 m +4.00 +90g, 8 m +9.50 +230g

Brass-Backed Spirit Level | Aldous | 68.00 | 540g | LEVEL-SPIRIT
Pear wood, two vials and the right to tell other people that their shelf is not straight.
material: pear wood and brass; length = 23 cm, 45 cm +24.00 +420g

Hand Drill | Aldous | 79.00 | 980g | DRILL-HAND
Two pinions, one side handle and a full second's thought before every hole.
material: steel and beech; chuck: 8 mm

Bow Saw | Harrow Forge | 27.50 | 760g | SAW-BOW
Green logs by the barrow. Change the blade and it does dry ones too.
length = 53 cm, 76 cm +6.50 +280g`,
    Woodworking: `
Bevel-Edge Chisel | Harrow Forge | 29.50 | 230g | CHISEL-BEVEL
Flat on the back when it leaves us, which saves you the first evening.
steel: O1; handle: ash; width = 6 mm, 12 mm +1.50 +20g, 18 mm +3.00 +50g, 25 mm +5.00 +90g

Japanese Chisel | Hinoki Works | 58.00 | 190g | CHISEL-OIRE
Hard steel laminated to soft iron, hollow behind so that flattening is a minute's work.
steel: shirogami; handle: red oak; width = 9 mm, 15 mm +4.00 +30g, 24 mm +9.00 +80g

Smoothing Plane | Harrow Forge | 164.00 | 1750g | PLANE-SMOOTHING
Cast heavy and ground true. Set it fine and you can read the paper through the shaving.
material: ductile iron; iron: 50 mm; length: 245 mm

Block Plane | Harrow Forge | 112.00 | 720g | PLANE-BLOCK
One-handed, low-angled, for end grain and the door that sticks in October.
material: bronze; iron: 35 mm

Spokeshave | Harrow Forge | 74.00 | 340g | SPOKESHAVE
Follows a curve you have only half decided on.
material: brass and cherry; sole = Flat, Round

Ryoba Saw | Hinoki Works | 46.00 | 260g | SAW-RYOBA
Cuts on the pull with rip teeth on one edge and crosscut on the other, and leaves a kerf as thin as a card.
length = 240 mm, 270 mm +5.00 +30g

Dovetail Saw | Harrow Forge | 98.00 | 420g | SAW-DOVETAIL
Folded brass back, fifteen teeth to the inch and a closed handle for three fingers.
steel: spring steel; handle: beech; length: 250 mm

Carving Knife | Odenholt | 32.00 | 70g | KNIFE-CARVING
Spoons begin here.
steel: carbon; handle: birch; blade = 50 mm, 75 mm +2.00 +10g

Hook Knife | Odenholt | 38.00 | 75g | KNIFE-HOOK
And are hollowed out here. Both hands have been thought of.
steel: carbon; handle: birch; hand = Right, Left

Carving Axe | Harrow Forge | 94.00 | 760g | AXE-CARVING
Curved in the edge, straight in the eye, and bevelled so that it bites instead of skidding.
handle: ash; head: 600 g

Marking Gauge | Aldous | 44.00 | 210g | GAUGE-MARKING
A wheel instead of a pin: it slices a line where others scratch one.
material: brass and steel

Sliding Bevel | Aldous | 36.00 | 180g | BEVEL-SLIDING
Remembers any angle as long as you remember to tighten it.
material: pear wood and steel; blade: 200 mm

Try Square | Aldous | 42.00 | 280g | SQUARE-TRY
Square inside, square outside, and square after being dropped on its corner in our tests.
material: pear wood and brass; blade = 150 mm, 230 mm +11.00 +160g

Bar Clamp | Stahlbach | 31.00 | 1300g | CLAMP-BAR
You need one more than you own.
material: malleable iron; span = 40 cm, 80 cm +10.00 +700g, 120 cm +21.00 +1500g

Workbench Apron | Ropewalk | 64.00 | 560g | APRON-WORKBENCH
Waxed canvas with a pencil slot that ejects nothing when you bend.
material: waxed canvas; colour = Olive, Black`,
    'Pocket Knives & Sharpening': `
Birch Pocket Knife | Odenholt | 49.00 | 90g | KNIFE-POCKET
Slipjoint, one blade and curly birch that goes the colour of toast.
steel: 14C28N; blade: 75 mm; handle = Birch, Walnut +6.00, Horn +19.00

Friction Folder | Hinoki Works | 38.00 | 65g | KNIFE-HIGO
No spring and no lock: your thumb holds the tang, and your attention does the rest.
steel: aogami; blade = 60 mm, 75 mm +5.00 +15g; handle: brass

Mushroom Knife | Odenholt | 42.00 | 80g | KNIFE-MUSHROOM
Hooked blade, boar-bristle brush and a rule on the handle for settling disputes.
steel: stainless; handle: birch

Pruning Knife | Garth & Sons | 36.50 | 110g | KNIFE-PRUNING
A beak that pulls itself into the cut.
steel: carbon; handle: walnut

Everyday Multi-Tool | Stahlbach | 69.00 | 210g | MULTI-TOOL
Eleven tools, of which you will use four, weekly.
tools: 11; material: stainless steel; finish = Satin, Black +8.00

Camp Hatchet | Harrow Forge | 84.00 | 690g | HATCHET
Kindling, pegs and the odd overconfident log.
handle: hickory; head: 500 g; length: 36 cm

Splitting Maul | Harrow Forge | 119.00 | 3200g | MAUL
Lift it and let it. The wedge does the persuading.
handle: hickory; head: 2500 g; length: 80 cm

Combination Water Stone | Hinoki Works | 54.00 | 780g | STONE-WATER
Rough side first, smooth side after, tea in between while it soaks.
grit = 250/1000, 1000/6000 +12.00

Slate Finishing Stone | Fell & Fennel | 46.00 | 620g | STONE-SLATE
Quarried in Wales, flat on both faces, no dearer than the polish it leaves.
size: 200 x 60 mm; grit: about 8000

Leather Strop | Ropewalk | 33.00 | 240g | STROP
Suede above, smooth below, mounted on beech. Ten passes a side and stop admiring it.
material: leather and beech; length: 30 cm

Stropping Paste | Ropewalk | 8.40 | 60g | PASTE-STROP
A green bar that lasts for years unless you lend it.
grit: 0.5 micron`,
    'Oils, Waxes & Fixings': `
Boiled Linseed Oil | Fell & Fennel | 12.50 | 580g | OIL-LINSEED
Pressed cold and cooked slow. Hang the rags outside; they really do catch fire.
volume = 0.5 l, 1 l +8.50 +520g, 5 l +52.00 +4600g

Stockholm Tar | Ropewalk | 18.90 | 680g | TAR-STOCKHOLM
Kiln-burnt pine in a tin. Boats, sheds, horses and nostalgia.
volume = 0.5 l, 2.5 l +44.00 +2500g

Spar Varnish | Brightwater | 34.00 | 980g | VARNISH-SPAR
Tung oil and old-school patience: seven coats, wet-sanded between, then a summer of compliments.
volume = 0.75 l, 2.5 l +62.00 +2300g; finish = Gloss, Satin

Beeswax Polish | Fell & Fennel | 14.80 | 260g | POLISH-BEESWAX
Turpentine and wax from hives a mile away. Put on a little; take off nearly all of it.
volume: 200 ml; tone = Clear, Oak, Walnut

Board Oil | Tradewind | 11.90 | 270g | OIL-BOARD
Food-safe, tasteless, and due whenever the board looks thirsty.
volume: 250 ml

Canvas Wax | Skerry & Hale | 13.60 | 120g | WAX-CANVAS
Warm the bar, rub the jacket, chase it with a hair dryer. Wet weather resumes its proper place.
weight: 100 g

Camellia Oil | Hinoki Works | 15.40 | 130g | OIL-CAMELLIA
One drop, one wipe, no rust.
volume: 100 ml

Copper Nails and Roves | Brightwater | 16.20 | 260g | NAILS-COPPER
Square in the shank, soft in the head, for planks that intend to move.
material: copper; pieces: 50; length = 25 mm, 40 mm +4.00 +130g

Brass Screws | Brightwater | 9.90 | 190g | SCREWS-BRASS
A hundred slotted, countersunk, ready to be lined up with the grain.
material: brass; pieces: 100; size = 3 x 16 mm, 4 x 25 mm +4.60 +170g, 5 x 40 mm +11.00 +420g

Cut Nails | Harrow Forge | 11.20 | 500g | NAILS-CUT
Sheared from plate as they were for floors that are still down.
material: steel; weight: 500 g; length = 40 mm, 65 mm

Hide Glue Granules | Ropewalk | 13.20 | 280g | GLUE-HIDE
Holds for a century and lets go with a kettle. Luthiers and chair-menders will know.
weight: 250 g

Cast Iron Coat Hook | Harrow Forge | 9.60 | 220g | HOOK-COAT
Takes a wet coat and a full bag, with two screws and no complaint.
material: cast iron; finish = Black, Waxed, White

Brass Cup Hooks | Aldous | 7.50 | 90g | HOOKS-CUP
Ten shouldered hooks for mugs, keys and the pan you use.
material: brass; pieces: 10; length = 20 mm, 32 mm +1.80 +60g`,
  },
}
