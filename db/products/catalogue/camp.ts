import type { Department } from './shelf.ts'

/** What a night outside asks for, from the roof to the match. */
export const camp: Department = {
  name: 'Camp & Trail',
  shelves: {
    'Tents & Shelter': `
Fjell 2 Tunnel Tent | Ostrand | 389.00 | 2450g | TENT-FJELL-2
Two people, two doors and a porch long enough to cook in. Pitches all in one from the outside, so the inner stays dry while you do not.
seasons: 4; hydrostatic head: 4000 mm; colour = Moss, Rust

Fjell 3 Tunnel Tent | Ostrand | 469.00 | 2980g | TENT-FJELL-3
The same tent with a third hook for the lamp and room for the child, the dog or both packs.
seasons: 4; hydrostatic head: 4000 mm; colour = Moss, Rust

Corrie Solo | Corrie | 279.00 | 1120g | TENT-CORRIE-SOLO
Stands on one trekking pole and weighs as much as a loaf and a litre of milk.
seasons: 3; hydrostatic head: 3000 mm; colour: Bracken

Bell Tent | Tallgrass | 549.00 | 24000g | TENT-BELL
Canvas you can stand up in, with a zipped-in floor and a stove hole behind a flap. Ask a friend to help carry it.
material: cotton canvas; seasons: 3; diameter = 4 m, 5 m +120.00 +8000g

Ridge Tarp | Corrie | 94.00 | 620g | TARP-RIDGE
Nineteen tie-outs and no opinion about how you use them.
material: ripstop nylon; size = 3 x 3 m, 4 x 3 m +28.00 +200g; colour = Olive, Ochre

Beach Shelter | Tallgrass | 62.00 | 1750g | SHELTER-BEACH
Opens like an umbrella, holds itself down with pockets of sand and leaves with you in under a minute.
protection: UPF 50; size: 240 x 130 cm; colour = Sand, Sea Green

Mosquito Bell Net | Tallgrass | 29.50 | 430g | NET-MOSQUITO
Hangs from one branch and keeps the evening to yourselves.
mesh: 196 holes per square inch; colour: White

Hardwood Tent Pegs | Tallgrass | 12.50 | 540g | PEGS-BEECH
Eight split-beech pegs with a shoulder for the mallet, for canvas and soft ground.
material: beech; pieces: 8

Y-Section Pegs | Corrie | 16.80 | 140g | PEGS-Y
Ten pegs that go in where others fold, each with a loop to get it out again.
material: 7075 aluminium; pieces: 10; colour = Red, Grey

Rubber and Ash Mallet | Harrow Forge | 21.50 | 610g | MALLET-CAMP
One face for pegs, a hook in the heel for pulling them.
material: ash and rubber; length: 29 cm

Seam and Fly Repair Kit | Corrie | 14.90 | 85g | KIT-TENT-REPAIR
Silicone glue, patches in three cloths and a splint for the pole that was stepped on.
pieces: 9`,
    'Sleeping Out': `
Kestrel Down Bag | Ostrand | 329.00 | 980g | BAG-KESTREL
Goose down from birds raised for it and traced, in a shell that lets the damp out. Comfortable to minus five and honest about it.
fill: 700 fp goose down; comfort: -5 C; length = Regular, Long +25.00 +90g; zip = Left, Right

Plover Summer Bag | Ostrand | 119.00 | 760g | BAG-PLOVER
A light bag for warm nights and huts, which unzips into a quilt for two who like each other.
fill: recycled polyester; comfort: 8 C; colour = Ink, Clay

Woollen Camp Blanket | Tarn Mill | 98.00 | 1650g | BLANKET-CAMP
Woven heavy in a mill that makes little else, with a stripe at each end so that you know which is the foot.
material: recycled wool; size: 150 x 200 cm; colour = Charcoal, Moss, Red Stripe

Self-Inflating Mat | Ostrand | 84.00 | 890g | MAT-SELF
Open the valve, make the tea, close the valve.
thickness: 5 cm; r-value: 3.9; size = Regular, Wide +18.00 +240g

Closed-Cell Mat | Corrie | 24.50 | 410g | MAT-FOAM
No valve to fail and no bag to lose. It is also a seat, a windbreak and, folded twice, a desk.
thickness: 1.5 cm; r-value: 2.1; colour = Sun, Slate

Inflatable Pillow | Corrie | 27.00 | 85g | PILLOW-AIR
Curved to stay under your ear and covered in something that does not squeak.
size: 42 x 30 cm; colour = Grey, Teal

Silk Sleeping Bag Liner | Ostrand | 58.00 | 140g | LINER-SILK
Adds a few degrees, saves a lot of washing and packs into a fist.
material: mulberry silk; shape = Mummy, Rectangular +4.00 +20g

Camping Hammock | Tallgrass | 64.00 | 540g | HAMMOCK-CAMP
Lie across it on the diagonal and you lie flat, which is the whole secret. Straps for two trees are in the bag.
material: ripstop nylon; load: 180 kg; colour = Forest, Ochre, Night

Folding Camp Bed | Tallgrass | 139.00 | 6200g | BED-CAMP
Beech legs and a canvas deck in the pattern that explorers' porters cursed and explorers loved.
material: beech and canvas; load: 130 kg; colour: Natural

Hot Water Bottle with Wool Cover | Tarn Mill | 34.00 | 520g | BOTTLE-HOT-WATER
The cheapest way to raise a sleeping bag by ten degrees.
material: natural rubber and lambswool; capacity: 2 l; colour = Oatmeal, Navy, Rust`,
    'Camp Kitchen': `
Alcohol Stove Set | Ostrand | 86.00 | 930g | STOVE-ALCOHOL
Burner, windshield, two pans and a lid nested into one round parcel. It has no moving parts, so nothing on it can stop moving.
fuel: denatured alcohol; pieces: 6; material = Aluminium, Hard Anodised +24.00

Gas Canister Stove | Corrie | 39.50 | 92g | STOVE-GAS
Folds to the size of a matchbox and boils half a litre in three minutes, less if you stop watching.
fuel: butane and propane; power: 2.8 kW

Twig Stove | Harrow Forge | 54.00 | 410g | STOVE-TWIG
Five plates of steel that slot together without tools and burn what is lying about.
material: stainless steel; size: 13 x 13 x 17 cm

Cast Iron Camp Oven | Harrow Forge | 74.00 | 5400g | OVEN-CAMP
Three legs above the embers, a rimmed lid for more on top. Bread, stew and apple crumble, in that order.
material: cast iron; capacity = 4 l, 6 l +22.00 +1900g

Titanium Pot | Corrie | 52.00 | 118g | POT-TITANIUM
Takes a gas canister inside, hangs from a stick by its bail and turns a pleasant blue with use.
material: titanium; capacity = 750 ml, 1100 ml +12.00 +34g

Folding Grill Grate | Harrow Forge | 28.00 | 740g | GRATE-GRILL
Legs fold under, soot stays in the bag.
material: stainless steel; size: 40 x 22 cm

Spork, Long | Corrie | 13.50 | 17g | SPORK-LONG
Reaches the bottom of the pouch and leaves your knuckles clean.
material: titanium; length: 22 cm

Camp Cutlery Roll | Tradewind | 26.00 | 190g | CUTLERY-ROLL
Knife, fork, spoon and a corkscrew for each person who claimed not to want one.
material: stainless steel and canvas; colour = Olive, Tan

Enamel Plate | Pendeen | 12.90 | 260g | PLATE-ENAMEL
The flat companion of the mug, with a rim high enough to chase beans against.
material: enamelled steel; diameter: 24 cm; colour = Navy, Cream, Red

Folding Water Can | Tallgrass | 18.90 | 310g | CAN-WATER
Stands up full, rolls up empty, and its tap does not drip on your boots.
material: polyethylene; capacity = 10 l, 15 l +4.00 +90g

Vacuum Flask | Tradewind | 36.00 | 460g | FLASK-VACUUM
Tea poured at six is still tea at lunch. The cup is the lid, as it always was.
material: stainless steel; capacity = 0.5 l, 0.75 l +5.00 +110g, 1 l +9.00 +190g; colour = Steel, Forest, Navy

Insulated Bottle | Corrie | 28.50 | 330g | BOTTLE-INSULATED
Cold for a day, warm for half of one. Wide enough in the neck for ice and for a brush.
material: stainless steel; capacity: 600 ml; colour = Sand, Pine, Ember, Ink

Storm Matches | Harrow Forge | 6.90 | 40g | MATCHES-STORM
Twenty-five matches that burn for fifteen seconds in rain and wind, and under water if you must.
pieces: 25

Ferro Rod | Harrow Forge | 15.50 | 48g | ROD-FERRO
Three thousand sparks on a leather thong; the striker opens bottles.
material: ferrocerium; length: 8 cm; handle = Walnut, Antler +9.00`,
    'Walking & Wayfinding': `
Ash Walking Stick | Garth & Sons | 44.00 | 420g | STICK-ASH
Coppiced, seasoned for a year and bent over steam. The ferrule can be had again; the stick, we hope, need not.
material: ash; length = 88 cm, 94 cm, 100 cm

Trekking Poles, the Pair | Corrie | 89.00 | 480g | POLES-TREKKING
Three sections with levers that still close in gloves, and cork that takes the shape of your hand.
material: 7075 aluminium; length: 62 to 135 cm; colour = Slate, Rust

Baseplate Compass | Cardinal Point | 34.50 | 38g | COMPASS-BASEPLATE
A sapphire bearing, a sighting line and scales for the maps you own.
hemisphere: north; scale = 1:25000, 1:50000

Map Case | Ropewalk | 38.00 | 240g | CASE-MAP
Clear on one side and canvas on the other, with a pencil loop. Hangs across you and stays there in a gale.
material: waxed canvas; size: 28 x 30 cm

Pea Whistle | Cardinal Point | 11.90 | 22g | WHISTLE-PEA
Six short blasts, wait a minute, again. Nickelled so that lips do not freeze to it.
material: nickelled brass

Field Binoculars | Aldous | 198.00 | 640g | BINOCULARS
Bright at dusk and light enough to be hanging there when the kingfisher comes.
waterproof: yes; magnification = 8 x 32, 8 x 42 +60.00 +110g, 10 x 42 +75.00 +120g

Monocular | Aldous | 59.00 | 165g | MONOCULAR
Half a pair of binoculars, for a quarter of the pocket.
magnification: 8 x 25

Pedometer Watch | Cardinal Point | 72.00 | 54g | WATCH-PEDOMETER
Counts steps, tells the time and reports to nobody.
battery: 2 years; strap = Canvas, Rubber

Gaiters | Skerry & Hale | 46.00 | 260g | GAITERS
Waxed cotton above, tough nylon where the crampons and brambles are.
material: waxed cotton; size = S/M, L/XL

Dry Sack | Brightwater | 14.50 | 75g | SACK-DRY
Roll three times, clip, forget. The colours are so that you find your socks without unpacking the rest.
material: siliconised nylon; volume = 5 l, 13 l +3.50 +25g, 22 l +7.00 +55g; colour = Orange, Blue, Grey

Water Filter | Corrie | 42.00 | 90g | FILTER-WATER
Hollow fibres take out what makes you ill and leave in what makes it taste of mountain.
pore: 0.1 micron; life: 1500 l

Walker's First Aid Kit | Tradewind | 24.00 | 280g | FIRST-AID-WALK
Mostly plasters, because it is mostly blisters, and a proper bandage for the other day.
pieces: 38

Blister Plasters | Tradewind | 7.20 | 20g | PLASTERS-BLISTER
Ten hydrocolloid cushions in a tin that fits the watch pocket.
pieces: 10`,
  },
}
