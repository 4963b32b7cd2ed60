/** Dashboards as data: the structure of CloudWatch's dashboard body, and widgets for one service. */
import type * as pulumi from "@pulumi/pulumi";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export interface DashboardBody {
  /** Where the dashboard begins. */
  readonly start: string;
  readonly periodOverride: "inherit";
  readonly widgets: readonly PlacedWidget[];
}

/** A place on a grid that is 24 wide. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type PlacedWidget = Widget & Place;

export type Widget =
  | { readonly type: "text"; readonly properties: { readonly markdown: string } }
  | { readonly type: "metric"; readonly properties: MetricProperties }
  | { readonly type: "log"; readonly properties: LogProperties }
  | { readonly type: "alarm"; readonly properties: AlarmProperties };

/** Namespace, name, dimension names and values, then how it is drawn. */
export type MetricLine = readonly (pulumi.Input<string> | MetricOptions)[];

export interface MetricOptions {
  readonly stat?: string;
  readonly label?: string;
  readonly color?: string;
  readonly yAxis?: "left" | "right";
}

export interface MetricProperties {
  readonly title: string;
  readonly view: "timeSeries";
  readonly region: string;
  readonly period: number;
  readonly metrics: readonly MetricLine[];
  readonly stacked?: boolean;
  readonly yAxis?: { readonly left: { readonly min: number; readonly label?: string } };
  readonly annotations?: {
    readonly horizontal: readonly { readonly label: string; readonly value: number }[];
  };
}

export interface LogProperties {
  readonly title: string;
  readonly view: "table";
  readonly region: string;
  readonly query: pulumi.Input<string>;
}

export interface AlarmProperties {
  readonly title: string;
  readonly alarms: pulumi.Input<pulumi.Input<string>[]>;
}

/** Width of the whole grid. */
const gridWidth = 24;

/** A row of widgets of one height, side by side, each as wide as the others. */
export interface Row {
  readonly height: number;
  readonly widgets: readonly Widget[];
}

/** Places rows below each other. */
export function placeRows(rows: readonly Row[]): PlacedWidget[] {
  let y = 0;
  return rows.flatMap(({ height, widgets }) => {
    const width = Math.floor(gridWidth / widgets.length);
    const placed = widgets.map((widget, index) => ({
      ...widget,
      ...{ x: index * width, y, width, height },
    }));
    y += height;
    return placed;
  });
}
