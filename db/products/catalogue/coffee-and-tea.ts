import type { Department } from './shelf.ts'

/** Two drinks, and the tools that do them justice. */
export const coffeeAndTea: Department = {
  name: 'Coffee & Tea',
  shelves: {
    'Coffee Beans': `
Harbour Blend | Nine Bells | 10.90 | 280g | COFFEE-HARBOUR
Brazil for the body, Sumatra for the bass note. Roasted for people who have already been up for two hours.
roast: dark; process: natural; grind = Whole Bean, Filter, Espresso; pack = 250 g, 1 kg +27.00 +770g

First Watch Espresso | Nine Bells | 12.40 | 280g | COFFEE-FIRST-WATCH
Cocoa and toasted hazelnut with a crema that stays until you do.
roast: medium dark; process: washed and natural; grind = Whole Bean, Espresso; pack = 250 g, 1 kg +31.00 +770g

Yirgacheffe Konga | Nine Bells | 15.80 | 280g | COFFEE-KONGA
Jasmine when you open the bag and apricot when you pour it. Take it without milk once, to be fair to it.
origin: Ethiopia; altitude: 2000 m; roast: light; process: washed; grind = Whole Bean, Filter

Huila Finca La Loma | Nine Bells | 14.20 | 280g | COFFEE-HUILA
Don Efrain grows it under plantain and shade trees, and it tastes of panela and red apple.
origin: Colombia; altitude: 1750 m; roast: medium; process: washed; grind = Whole Bean, Filter, Espresso

Nyeri Peaberry | Nine Bells | 17.50 | 280g | COFFEE-NYERI
One round bean to the cherry instead of two flat ones, all blackcurrant and bright edges.
origin: Kenya; altitude: 1800 m; roast: light; process: double washed; grind = Whole Bean, Filter

Mandheling Rain Season | Nine Bells | 13.60 | 280g | COFFEE-MANDHELING
Cedar, pipe tobacco and no acidity to speak of. The one to drink while it is raining sideways.
origin: Sumatra; roast: dark; process: wet hulled; grind = Whole Bean, Filter, Espresso

Cerrado Yellow Bourbon | Nine Bells | 12.90 | 280g | COFFEE-CERRADO
Our most agreeable coffee: milk chocolate, roasted almond, nothing to prove.
origin: Brazil; roast: medium; process: pulped natural; grind = Whole Bean, Filter, Espresso; pack = 250 g, 1 kg +32.00 +770g

Antigua Volcan | Nine Bells | 14.60 | 280g | COFFEE-ANTIGUA
Grown in ash between three volcanoes, two of them asleep.
origin: Guatemala; altitude: 1600 m; roast: medium; process: washed; grind = Whole Bean, Filter

Slack Water Decaf | Nine Bells | 13.90 | 280g | COFFEE-DECAF
Sugar-cane process from Colombia. We serve it to visitors without saying so.
roast: medium; process: ethyl acetate from cane; grind = Whole Bean, Filter, Espresso

Geisha, Lot 41 | Nine Bells | 39.00 | 130g | COFFEE-GEISHA
Eighty kilos reached Europe and this is our share. Bergamot, white peach and a long, quiet finish.
origin: Panama; altitude: 1850 m; roast: light; process: washed; pack: 100 g

Tasting Box of Four | Nine Bells | 29.00 | 520g | COFFEE-TASTING
Four hundred-gram bags from four countries, with a card on which to disagree.
pack: 4 x 100 g; grind = Whole Bean, Filter`,
    'Brewing Coffee': `
Stovetop Moka Pot | Maison Brevel | 36.00 | 680g | MOKA-POT
Gurgles when it is done, like every kitchen south of the Alps at half past seven.
material: aluminium; size = 3 cups, 6 cups +11.00 +260g, 9 cups +22.00 +520g

Ceramic Dripper | Hinoki Works | 28.00 | 410g | DRIPPER-CERAMIC
Spiral ribs and a hole as big as a coin leave the speed to you and your kettle.
material: porcelain; size = One Cup, Four Cups +6.00 +130g; colour = White, Celadon

Glass Coffee Maker | Wick & Glass | 46.00 | 690g | MAKER-GLASS
An hourglass with a wooden collar and a leather knot. It needs no instructions and looks well empty.
material: borosilicate glass; capacity = 0.6 l, 1 l +9.00 +180g

French Press | Maison Brevel | 44.00 | 880g | PRESS-FRENCH
Four minutes, then slowly. The double mesh keeps the mud out of the last cup.
material: glass and steel; capacity = 0.35 l, 1 l +14.00 +420g

Travel Press | Tradewind | 38.50 | 390g | PRESS-TRAVEL
Brews in the cup you drink from, under a lid that has met the inside of our own bags.
material: stainless steel; capacity: 450 ml; colour = Sand, Navy, Black

Hand Grinder | Aldous | 118.00 | 620g | GRINDER-HAND
Conical steel burrs, forty turns for a cup, clicks you can count in the dark.
material: steel and walnut; capacity: 35 g

Gooseneck Kettle | Tradewind | 72.00 | 910g | KETTLE-GOOSENECK
The spout pours a thread or a stream, whichever your wrist meant.
material: stainless steel; capacity: 0.9 l; finish = Brushed, Matt Black +6.00, Copper +14.00

Brass Coffee Scoop | Aldous | 16.00 | 65g | SCOOP-COFFEE
Ten grams level, twelve if it has been one of those nights.
material: brass; volume: 30 ml

Kitchen Scale with Timer | Tradewind | 49.00 | 520g | SCALE-COFFEE
A tenth of a gram and a stopwatch under one splash-proof plate.
accuracy: 0.1 g; load: 2 kg; colour = Black, White

Paper Filters | Hinoki Works | 5.80 | 120g | FILTERS-PAPER
A hundred cones, oxygen-bleached, which taste of nothing. That is all one asks.
pieces: 100; size = One Cup, Four Cups +1.40 +60g

Tamper | Aldous | 39.00 | 420g | TAMPER
Turned steel under an olive-wood knob, flat to a hundredth of a millimetre.
material: steel and olive wood; diameter = 51 mm, 58 mm +3.00 +60g

Milk Jug | Tradewind | 23.50 | 240g | JUG-MILK
Sharp in the spout for tulips, forgiving in the belly for everyone else.
material: stainless steel; capacity = 350 ml, 600 ml +5.00 +90g

Espresso Cleaning Brush | Garth & Sons | 9.40 | 55g | BRUSH-ESPRESSO
Angled bristles for the group head and a spoon at the other end for the backflush powder.
material: beech and nylon`,
    Tea: `
Assam Second Flush | Lapwing Tea | 9.80 | 120g | TEA-ASSAM
Malt, copper and a brisk finish: a breakfast tea that has opinions about milk.
origin: Assam, India; type: black; pack = 100 g, 250 g +11.50 +155g

Darjeeling First Flush | Lapwing Tea | 18.90 | 120g | TEA-DARJEELING
Picked in the last week of March. Green almonds and muscatel, gone by autumn.
origin: Darjeeling, India; type: black; pack: 100 g

Earl of Skye | Lapwing Tea | 11.20 | 120g | TEA-EARL
Bergamot from Calabria on a Ceylon leaf with one thread of smoke.
type: black, scented; pack = 100 g, 250 g +13.50 +155g

Dog Watch Breakfast | Lapwing Tea | 8.90 | 120g | TEA-BREAKFAST
A blend for flasks, strong enough to be drunk out of the lid on the rail at four in the morning.
type: black; pack = 100 g, 250 g +10.00 +155g, 500 g +24.00 +420g

Lapsang of Tongmu | Lapwing Tea | 16.40 | 110g | TEA-LAPSANG
Dried over pine in the village that began it. A log cabin, in a cup.
origin: Fujian, China; type: black, smoked; pack: 100 g

Sencha Asatsuyu | Hinoki Works | 17.80 | 110g | TEA-SENCHA
Steamed deep and green as moss. Keep the water at seventy degrees and it keeps its sweetness.
origin: Kagoshima, Japan; type: green; pack: 100 g

Genmaicha | Hinoki Works | 12.60 | 110g | TEA-GENMAICHA
Green leaf with roasted rice, some of which has popped. Popcorn and hedges, somehow delicious.
origin: Shizuoka, Japan; type: green; pack: 100 g

Hojicha | Hinoki Works | 13.20 | 100g | TEA-HOJICHA
Roasted until brown, gentle enough for the evening.
origin: Kyoto, Japan; type: green, roasted; pack: 100 g

Ceremonial Matcha | Hinoki Works | 28.00 | 60g | MATCHA
Shaded for three weeks and milled between granite wheels at forty grams an hour.
origin: Uji, Japan; type: green, powdered; pack = 30 g, 100 g +52.00 +80g

Tieguanyin | Lapwing Tea | 21.50 | 110g | TEA-TIEGUANYIN
Rolled tight as peppercorns; each of six infusions opens it a little further.
origin: Anxi, China; type: oolong; pack: 100 g

White Peony | Lapwing Tea | 19.20 | 70g | TEA-WHITE-PEONY
A bud, two leaves and sunlight. Nothing else was done to it.
origin: Fuding, China; type: white; pack: 50 g

Aged Pu-erh Cake | Lapwing Tea | 46.00 | 380g | TEA-PUERH
Pressed in 2011 and left alone since. Break off a corner with the knife you do not use for letters.
origin: Yunnan, China; type: dark; pack: 357 g

Peppermint and Nettle | Fell & Fennel | 7.40 | 70g | TEA-MINT
Cut before it flowers and dried in the dark; the leaf is still whole when you tip it out.
type: herbal; caffeine: none; pack: 50 g

Rooibos Orange | Lapwing Tea | 8.20 | 120g | TEA-ROOIBOS
Peel and bark and afternoon light, for anyone who means to sleep.
type: herbal; caffeine: none; pack: 100 g

Tea Tin Sampler | Lapwing Tea | 32.00 | 460g | TEA-SAMPLER
Six small tins that stack, each with twenty grams of something you would not have ordered.
pack: 6 x 20 g`,
    Teaware: `
Brown Betty Teapot | Fell & Fennel | 42.00 | 980g | TEAPOT-BETTY
Red clay, round belly, brown glaze. Three centuries of revisions have left it more or less alone.
material: red clay; capacity = 2 cups, 4 cups +8.00 +320g, 6 cups +16.00 +640g

Cast Iron Teapot | Hinoki Works | 79.00 | 1500g | TEAPOT-IRON
Enamelled inside, pebbled outside. It holds its heat like a grudge.
material: cast iron; capacity: 0.8 l; colour = Black, Moss

Glass Teapot | Wick & Glass | 48.00 | 460g | TEAPOT-GLASS
For watching leaves come down like slow weather.
material: borosilicate glass; capacity: 0.9 l

Kyusu Side-Handle Pot | Hinoki Works | 92.00 | 310g | KYUSU
Unglazed Tokoname clay with a filter pierced by hand. One thumb on the lid and you are pouring.
material: clay; capacity: 280 ml; colour = Red, Black

Gaiwan | Lapwing Tea | 29.00 | 190g | GAIWAN
A bowl, a saucer, a lid and the knack of not burning your fingers, which we cannot supply.
material: porcelain; capacity: 120 ml; colour = White, Celadon

Bamboo Whisk | Hinoki Works | 24.50 | 30g | WHISK-MATCHA
Eighty tines split from one piece of bamboo. Soak it first; rinse it after; it will last the winter.
material: bamboo; tines = 80, 100 +4.00

Matcha Bowl | Hinoki Works | 58.00 | 420g | BOWL-MATCHA
Wide enough for the whisk and rough enough on the outside to be held.
material: stoneware; glaze = Ash, Tenmoku

Basket Infuser | Tradewind | 12.80 | 60g | INFUSER-BASKET
Leaves need room. This gives them the whole mug.
material: stainless steel; height: 8 cm

Tea Caddy | Aldous | 34.00 | 260g | CADDY-TEA
The lid sinks by its own weight and shuts the air out with a sigh.
material: tinplate and brass; capacity = 100 g, 200 g +9.00 +110g; finish = Brass, Copper, Tin

Knitted Tea Cosy | Tarn Mill | 26.00 | 130g | COSY-TEA
Ribbed lambswool that stretches over four cups or six, and has been worn as a hat.
material: lambswool; colour = Oatmeal, Rust, Bottle`,
  },
}
