import type { Department } from './shelf.ts'

/** For the allotment, the window sill and the birds. */
export const garden: Department = {
  name: 'Garden',
  shelves: {
    'Garden Tools': `
Digging Spade | Garth & Sons | 68.00 | 2100g | SPADE-DIGGING
Forged from one piece up to the strap, with a tread that spares the boot.
material: carbon steel; handle: ash; length = 92 cm, 102 cm +4.00 +120g

Border Fork | Garth & Sons | 62.00 | 1500g | FORK-BORDER
Four square tines, smaller than a digging fork and used about six times as often.
material: carbon steel; handle: ash

Hand Trowel | Garth & Sons | 24.50 | 280g | TROWEL-HAND
Does not bend. We could leave the description there.
material: stainless steel; handle: ash; blade = Standard, Narrow

Hand Fork | Garth & Sons | 23.50 | 260g | FORK-HAND
Three tines to loosen what the trowel would slice.
material: stainless steel; handle: ash

Hori-Hori | Hinoki Works | 46.00 | 340g | HORI-HORI
Half knife, half trowel, with centimetres up the blade and a bulb on the end of them.
material: stainless steel; handle: beech; length: 31 cm

Dutch Hoe | Garth & Sons | 48.00 | 980g | HOE-DUTCH
Pushed, not chopped, on a dry morning while the weeds are small and you are still kind.
material: carbon steel; length: 165 cm; width = 10 cm, 14 cm +3.00 +90g

Bypass Secateurs | Stahlbach | 59.00 | 240g | SECATEURS-BYPASS
Every part can be had again, down to the spring and the little rubber stop.
material: forged aluminium; cut: 22 mm; hand = Right, Left +4.00

Topiary Shears | Hinoki Works | 74.00 | 420g | SHEARS-TOPIARY
Long handles, short blades: box into balls, slowly, with steps back.
material: carbon steel; length: 38 cm

Garden Snips | Odenholt | 28.00 | 110g | SNIPS
Herbs, sweet peas, string.
material: stainless steel; length: 18 cm

Folding Pruning Saw | Stahlbach | 34.50 | 260g | SAW-PRUNING
Cuts as you pull, on a branch as thick as a wrist.
blade = 17 cm, 21 cm +5.00 +50g

Spring-Tine Rake | Garth & Sons | 32.00 | 720g | RAKE-SPRING
Takes the leaves and leaves the lawn.
material: sprung steel; length: 170 cm; width: 45 cm

Kneeling Mat | Ropewalk | 29.00 | 480g | MAT-KNEELING
Wool felt in waxed canvas, with a handle to hang it by the door.
material: waxed canvas; size: 45 x 25 cm; colour = Olive, Rust

Jute Twine | Garth & Sons | 5.40 | 200g | TWINE-JUTE
Strong until the beans are in, then compost.
material: jute; length: 100 m; colour = Natural, Green, Rust`,
    'Seeds & Bulbs': `
Broad Bean, Bunyard's Exhibition | Hedgerow Seeds | 3.40 | 70g | SEED-BROAD-BEAN
Sow it in November and feel organised until April.
sow: October to March; harvest: May to July; seeds: 45

Runner Bean, Painted Lady | Hedgerow Seeds | 3.60 | 60g | SEED-RUNNER-BEAN
Grown for its red and white flowers, and then there are the beans.
sow: May; harvest: July to October; seeds: 40

Tomato, Gardener's Delight | Hedgerow Seeds | 2.90 | 5g | SEED-TOMATO-DELIGHT
Most never reach the kitchen.
sow: February to April; harvest: July to October; seeds: 30

Tomato, Black Krim | Hedgerow Seeds | 3.10 | 5g | SEED-TOMATO-KRIM
The colour of a bruise and the best thing that can happen to salt.
sow: February to April; harvest: August to October; seeds: 20

Courgette, Romanesco | Hedgerow Seeds | 3.20 | 10g | SEED-COURGETTE
Ribbed, nutty, and twice the size whenever you look away.
sow: April to June; harvest: July to October; seeds: 12

Kale, Nero di Toscana | Hedgerow Seeds | 2.60 | 5g | SEED-KALE
Looks like ostrich feathers in the frost. Tastes better for it.
sow: March to June; harvest: September to March; seeds: 150

Lettuce, Winter Density | Hedgerow Seeds | 2.40 | 5g | SEED-LETTUCE
Stands through the cold in a tight green fist.
sow: August to October; harvest: November to May; seeds: 500

Carrot, Autumn King | Hedgerow Seeds | 2.50 | 5g | SEED-CARROT
Long, late, content in sand.
sow: April to July; harvest: September to December; seeds: 700

Herb Starter Tin | Hedgerow Seeds | 18.50 | 210g | SEED-HERB-TIN
Basil, chervil, dill, parsley, thyme and marjoram, with a calendar inside the lid.
packets: 6

Cornfield Annuals | Hedgerow Seeds | 9.80 | 60g | SEED-CORNFIELD
Poppy, cornflower, corncockle, chamomile. Scratch the soil, scatter, keep off.
sow: March or September; pack = 50 g, 250 g +29.00 +210g

Wildflower Meadow Mix | Hedgerow Seeds | 14.50 | 110g | SEED-MEADOW
Twenty-two perennials that sulk for a year and flower for twenty.
sow: August to October; soil = Clay, Chalk, Sand

Sweet Pea, Matucana | Hedgerow Seeds | 3.30 | 5g | SEED-SWEET-PEA
Two-toned and so scented that one jar will do the house.
sow: October to April; flowers: June to September; seeds: 20

Snowdrops in the Green | Hedgerow Seeds | 12.90 | 260g | BULB-SNOWDROP
Lifted with their leaves on and posted within the day, when they move best.
plant: February to March; pieces = 25, 100 +29.00 +720g

Tulip, Queen of Night | Hedgerow Seeds | 8.90 | 320g | BULB-TULIP
As near to black as a tulip dares.
plant: October to December; flowers: May; pieces = 10, 50 +27.00 +1200g

Garlic, Lautrec | Hedgerow Seeds | 7.60 | 180g | BULB-GARLIC
Pink-skinned, hard-necked, plaited by the handier sort of neighbour.
plant: October to January; harvest: July; pieces: 3`,
    'Pots & Watering': `
Terracotta Long Tom | Garth & Sons | 12.00 | 980g | POT-LONG-TOM
Tall and narrow, for roots that go down and plants that look better for a plinth.
material: terracotta; height = 15 cm, 20 cm +6.00 +1100g, 26 cm +15.00 +2600g

Seed Pan | Garth & Sons | 9.50 | 740g | PAN-SEED
Shallow, drained by five holes, damp for exactly as long as seedlings like.
material: terracotta; diameter: 20 cm

Rhubarb Forcer | Garth & Sons | 89.00 | 9800g | FORCER-RHUBARB
A clay bell with a lid. In February there is something pink under it.
material: terracotta; height: 45 cm

Oak Barrel Planter | Garth & Sons | 74.00 | 14000g | PLANTER-BARREL
Half a whisky cask, and for the first warm weeks you can tell.
material: oak; diameter: 66 cm

Zinc Tub | Garth & Sons | 39.00 | 2300g | TUB-ZINC
Potatoes, ice, a small and surprised child.
material: galvanised steel; volume = 20 l, 40 l +19.00 +1800g

Long-Reach Watering Can | Aldous | 78.00 | 1450g | CAN-LONG-REACH
Balanced so that it pours when you tip it and not when you walk.
material: galvanised steel; capacity = 4.5 l, 9 l +16.00 +700g; colour = Galvanised, Bottle

Indoor Watering Can | Aldous | 46.00 | 420g | CAN-INDOOR
Its spout is thin enough for a fern's ankles.
material: brass; capacity: 1 l; finish = Brass, Copper, Black

Brass Rose | Aldous | 19.50 | 110g | ROSE-BRASS
Faces upwards, so the water falls like weather.
material: brass; pattern = Fine, Coarse

Plant Mister | Wick & Glass | 26.00 | 290g | MISTER
Ferns on Monday, orchids on Thursday, ironing on Sunday.
material: glass and brass; capacity: 300 ml; tint = Clear, Amber

Rubber Hose | Brightwater | 64.00 | 4200g | HOSE-RUBBER
Lies down where it is put, even in March.
material: EPDM rubber; length = 15 m, 25 m +34.00 +2800g

Brass Hose Nozzle | Brightwater | 21.00 | 160g | NOZZLE-BRASS
Turns from fog to jet, and will hit a tomcat's conscience at eight metres.
material: brass; thread: 3/4 inch

Coir Seed Pellets | Hedgerow Seeds | 6.80 | 240g | PELLETS-COIR
Add water and watch them stand up. Everybody does this twice.
pieces: 36

Slate Plant Labels | Fell & Fennel | 11.50 | 390g | LABELS-SLATE
Write, wipe, admit that it was mint after all.
material: slate; pieces: 10

Glass Cloche | Wick & Glass | 58.00 | 2600g | CLOCHE-GLASS
Steals three weeks from spring.
material: glass; diameter = 25 cm, 32 cm +21.00 +1500g`,
    'Birds & Bees': `
Robin Nest Box | Fell & Fennel | 28.50 | 1200g | BOX-ROBIN
Open at the front, as robins insist. Hang it in ivy at the height of your chin.
material: larch; height: 24 cm

Tit Nest Box | Fell & Fennel | 26.50 | 1300g | BOX-TIT
The hole decides who moves in.
material: larch; hole = 28 mm, 32 mm

Swift Brick Box | Fell & Fennel | 48.00 | 3200g | BOX-SWIFT
Built for under the eaves and for a bird that lands nowhere else all year.
material: woodcrete; width: 34 cm

Tawny Owl Box | Fell & Fennel | 74.00 | 4600g | BOX-OWL
You will hear whether it worked.
material: larch; height: 62 cm

Cast Iron Bird Bath | Harrow Forge | 64.00 | 5200g | BATH-BIRD
Shallow at the rim, deep enough for a blackbird with no shame.
material: cast iron; diameter: 34 cm; finish = Black, Rust

Seed Feeder | Aldous | 34.00 | 620g | FEEDER-SEED
Comes apart without tools, and squirrels have so far only bent the perch.
material: steel and polycarbonate; ports = 2, 4 +8.00 +220g

Fat Ball Cage | Aldous | 19.80 | 340g | FEEDER-FAT
A coil of wire that lets in blue tits and keeps out opinions.
material: galvanised steel; holds: 6

Sunflower Hearts | Hedgerow Seeds | 7.90 | 1000g | FEED-SUNFLOWER
Nothing to husk, nothing to sweep up.
pack = 1 kg, 5 kg +24.00 +4000g, 12.5 kg +62.00 +11500g

Fat Balls | Hedgerow Seeds | 12.40 | 2800g | FEED-FAT
Beef suet and oats, naked: no nets for feet to catch in.
pieces: 30

Mason Bee House | Fell & Fennel | 32.00 | 1100g | HOUSE-BEE
Reed tubes in an oak case, facing south-east. They are all male at the front and all forgiving.
material: oak and reed; size: 18 x 22 cm

Hedgehog House | Fell & Fennel | 69.00 | 6200g | HOUSE-HEDGEHOG
A porch that a cat cannot turn in, then a dry room to fill with leaves.
material: larch; size: 48 x 36 cm

Beekeeper's Smoker | Harrow Forge | 44.00 | 780g | SMOKER-BEE
Leather bellows, steel pot, a hook to hang it on the hive. Hessian smoulders best.
material: stainless steel; height: 25 cm`,
  },
}
